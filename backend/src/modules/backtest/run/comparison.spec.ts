import { describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams';
import { Comparison } from './comparison.ts';

const span = {
  fromMs: Date.parse('2026-02-10T00:00:00+08:00'),
  toMs: Date.parse('2026-02-12T00:00:00+08:00'),
};

function found(id: string, over: Partial<Detection> = {}): Detection {
  return {
    detectionId: id,
    type: 'homecoming',
    subtype: 'own',
    eventTime: '2026-02-10T08:00:00.000+08:00',
    subject: { kind: 'subscriber', id: '9f00000000000001' },
    areaId: '990101',
    hotspotId: null,
    severity: 'info',
    evidence: { awaySince: '2026-02-01T00:00:00+08:00', thresholds: 'defaults' },
    revision: 0,
    ...over,
  };
}

function kinds(now: readonly Detection[], withChange: readonly Detection[]): string[] {
  const comparison = new Comparison(span);
  comparison.add('now', now);
  comparison.add('withChange', withChange);
  return [...comparison.verdicts()].map(({ kind }) => kind);
}

describe('comparing two runs', () => {
  it('takes what differs only in the version of the thresholds for the same', () => {
    const changed = found('a', { evidence: { ...found('a').evidence, thresholds: '1' } });
    expect(kinds([found('a')], [changed])).toEqual(['same']);
  });

  it('tells more, less and other evidence apart', () => {
    const other = { subject: { kind: 'subscriber', id: '9f00000000000002' } } as const;
    expect(kinds([found('a')], [])).toEqual(['less']);
    expect(kinds([], [found('a')])).toEqual(['more']);
    expect(kinds([found('a')], [found('b', other)]).sort()).toEqual(['less', 'more']);
    expect(kinds([found('a')], [found('a', { severity: 'warning' })])).toEqual(['otherEvidence']);
  });

  it('finds the same trip at another time, under the same id or another one', () => {
    const later = { eventTime: '2026-02-10T09:30:00.000+08:00' };
    expect(kinds([found('a')], [found('a', later)])).toEqual(['otherTime']);
    expect(kinds([found('a')], [found('b', later)])).toEqual(['otherTime']);
    const nextTrip = { evidence: { awaySince: '2026-02-10T09:00:00+08:00' } };
    expect(kinds([found('a')], [found('b', { ...later, ...nextTrip })]).sort()).toEqual(['less', 'more']);
  });

  it('pairs the nearest when an occasion has no name, and nothing a day or more apart', () => {
    const plain = (id: string, hour: string): Detection =>
      found(id, { evidence: {}, eventTime: `2026-02-${hour}:00:00.000+08:00` });
    expect(kinds([plain('a', '10T08')], [plain('b', '11T08')]).sort()).toEqual(['less', 'more']);
    const comparison = new Comparison(span);
    comparison.add('now', [plain('a', '10T08')]);
    comparison.add('withChange', [plain('b', '10T20'), plain('c', '10T10')]);
    const verdicts = [...comparison.verdicts()];
    expect(verdicts.map(({ kind, withChange }) => [kind, withChange?.detectionId])).toEqual([
      ['otherTime', 'c'],
      ['more', 'b'],
    ]);
  });

  it('counts last revisions only, whatever their order, and none that were taken back', () => {
    const second = found('a', { revision: 1, evidence: { ...found('a').evidence, days: 3 } });
    expect(kinds([second, found('a')], [found('a'), second])).toEqual(['same']);
    expect(kinds([found('a'), { ...second, retracted: true }], [found('a')])).toEqual(['more']);
    expect(kinds([found('a')], [found('a'), second])).toEqual(['otherEvidence']);
  });

  it('leaves out what lies outside the span', () => {
    const before = { eventTime: '2026-02-09T23:59:59.999+08:00' };
    const after = { eventTime: '2026-02-12T00:00:00.000+08:00' };
    expect(kinds([found('a', before)], [found('b', after)])).toEqual([]);
  });
});
