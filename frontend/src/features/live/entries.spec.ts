import { describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams/events';
import { newestDetections } from './detections.ts';
import { isDelta, isSnapshot } from './protocol/messages.ts';
import { entriesOf } from './overview.ts';

const detection = (detectionId: string, eventTime: string, rest: Partial<Detection> = {}): Detection => ({
  detectionId,
  type: 'homecoming',
  subtype: 'own',
  eventTime,
  subject: { kind: 'subscriber', id: '9f3a000000000000' },
  areaId: '1',
  hotspotId: null,
  severity: 'info',
  evidence: {},
  revision: 0,
  ...rest,
});
const keyed = (...list: Detection[]): Map<string, unknown> =>
  new Map(list.map((item) => [`${item.detectionId}/${String(item.revision)}`, item]));

describe('detections', () => {
  it('are shown newest first, each in its last revision', () => {
    const shown = newestDetections(
      keyed(
        detection('a', '2026-02-10T08:00:00+08:00'),
        detection('b', '2026-02-10T09:00:00+08:00'),
        detection('a', '2026-02-10T08:00:00+08:00', { revision: 1, severity: 'warning' }),
      ),
    );
    expect(shown.map(({ detectionId, severity }) => [detectionId, severity])).toEqual([
      ['b', 'info'],
      ['a', 'warning'],
    ]);
  });

  it('are not shown once taken back', () => {
    const time = '2026-02-10T08:00:00+08:00';
    expect(
      newestDetections(keyed(detection('a', time), detection('a', time, { revision: 1, retracted: true }))),
    ).toEqual([]);
  });
});

describe('entries of a topic', () => {
  it('are told apart by the first part of their key', () => {
    const entries = new Map<string, unknown>([
      ['area/41', { areaId: '41' }],
      ['areas/42', { areaId: '42' }],
      ['flow/44/4101', { count: 3 }],
      ['clock', {}],
    ]);
    expect([...entriesOf(entries, 'area').keys()]).toEqual(['41']);
    expect([...entriesOf(entries, 'flow').keys()]).toEqual(['44/4101']);
  });
});

describe('messages', () => {
  const position = { topic: 'overview', epoch: 'a', seq: 1, at: 2, eventTime: null };

  it('are told apart by what they carry', () => {
    expect(isSnapshot({ ...position, data: {} })).toBe(true);
    expect(isDelta({ ...position, changes: {} })).toBe(true);
    expect(isDelta({ ...position, data: {} })).toBe(false);
  });

  it.each([null, 'x', [], {}, { ...position, seq: 1.5, data: {} }, { ...position, data: [] }])(
    'are dropped when they have not that form: %j',
    (message) => {
      expect(isSnapshot(message)).toBe(false);
    },
  );
});
