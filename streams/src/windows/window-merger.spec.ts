import { describe, expect, it } from '@jest/globals';
import type { WindowResult } from '../events/window.ts';
import { readReference, ReferenceIds } from '../reference/reference.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { TimeZone } from '../time/zone.ts';
import { WORLD } from '../testing/index.ts';
import { MINUTE_MS, QUARTER_MS, type CampusPart, type WindowPart } from './partials.ts';
import { WindowMerger } from './window-merger.ts';

const START = Date.UTC(2026, 1, 10, 0, 30);
const LATENESS = 300_000;
const reference = readReference(WORLD, new ReferenceIds());
const area = (id: string): number => reference.ids.areas.indexOf(id);
const zone = new TimeZone('Asia/Shanghai');
const newMerger = (): WindowMerger => new WindowMerger(zone, 2, LATENESS);

const minute = (
  start: number,
  ...rows: [id: string, subscribers: number, signalling: number, usage: number][]
): WindowPart => ({
  kind: 'area',
  sizeMs: MINUTE_MS,
  start,
  rows: rows.map(([id, subscribers, signalling, usage]) => ({
    area: area(id),
    subscribers,
    signalling,
    usage,
  })),
});

function quarter(start: number, fields: Partial<CampusPart>): WindowPart {
  const none = { subscribers: 0, students: 0, rivals: [], ownNewcomers: 0, signalling: 0, usage: 0 };
  const nothing = { ...none, calls: 0, sms: 0, bytes: 0, voiceSeconds: 0 };
  const row: CampusPart = { hotspot: reference.ids.hotspots.indexOf('U1'), ...nothing, ...fields };
  return { kind: 'campus', sizeMs: QUARTER_MS, start, rows: [row] };
}

const brief = (windows: WindowResult[]): unknown[] =>
  windows.map((each) =>
    each.kind === 'area' ? [each.areaId, each.start, each.subscribers, each.events, each.revision] : each,
  );

describe('windows of all shards', () => {
  it('add up, in order of their end and of the ids, with local times', () => {
    const later = minute(START + MINUTE_MS, ['T111', 1, 1, 0]);
    const parts = [
      [later, minute(START, ['T111', 2, 1, 2], ['K11', 2, 1, 2])],
      [minute(START, ['T112', 1, 1, 0], ['K11', 1, 1, 0])],
    ];
    expect(brief(newMerger().merge(parts, reference, START + 2 * MINUTE_MS))).toEqual([
      ['K11', '2026-02-10T08:30:00+08:00', 3, 4, 0],
      ['T111', '2026-02-10T08:30:00+08:00', 2, 3, 0],
      ['T112', '2026-02-10T08:30:00+08:00', 1, 1, 0],
      ['T111', '2026-02-10T08:31:00+08:00', 1, 1, 0],
    ]);
  });

  it('revised by one shard keep what the other said, across a restart too', () => {
    let merger = newMerger();
    const watermark = START + MINUTE_MS;
    merger.merge(
      [[minute(START, ['T111', 2, 2, 0])], [minute(START, ['T111', 1, 1, 0])]],
      reference,
      watermark,
    );
    const writer = new SnapshotWriter();
    merger.snapshot(writer);
    merger = newMerger();
    merger.restore(SnapshotReader.open(writer.finish()));
    expect(brief(merger.merge([[], [minute(START, ['T111', 2, 2, 0])]], reference, watermark))).toEqual([
      ['T111', '2026-02-10T08:30:00+08:00', 4, 4, 1],
    ]);
  });

  it('unite the rivals of a campus, whom two shards may both have met', () => {
    const parts = [
      [quarter(START, { usage: 2, rivals: [5, 7] })],
      [quarter(START, { usage: 1, rivals: [7, 9] })],
    ];
    expect(newMerger().merge(parts, reference, START + QUARTER_MS)).toEqual([
      expect.objectContaining({ kind: 'hotspot', hotspotId: 'U1', size: '15m', usage: 3, rivals: 3 }),
    ]);
  });

  it('without an event are left out', () => {
    expect(
      newMerger().merge([[quarter(START, { ownNewcomers: 1 })], []], reference, START + QUARTER_MS),
    ).toEqual([]);
  });

  it('have the same voice seconds however the shards share them', () => {
    const seconds = (...shares: number[]): unknown =>
      newMerger().merge(
        shares.map((voiceSeconds) => [quarter(START, { usage: 1, voiceSeconds })]),
        reference,
        START + QUARTER_MS,
      )[0];
    expect(seconds(0.1 + 0.2, 0.3)).toEqual(seconds(0.1, 0.2 + 0.3));
  });
});
