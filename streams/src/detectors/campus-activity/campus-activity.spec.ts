import { describe, expect, it } from '@jest/globals';
import { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { networkContext } from '../../testing/network-context.ts';
import { DayKinds } from '../../time/day-kinds.ts';
import type { DetectionDraft, NetworkContext } from '../detector.ts';
import { CampusActivity } from './campus-activity.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;
/** A Monday. */
const MONDAY = Date.parse('2026-03-02T00:00:00+08:00');
const at = (day: number, clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return MONDAY + day * DAY + (hours * 60 + minutes) * 60_000;
};

/** Plays counts of campus U1 quarter by quarter; everything not said otherwise is as usual. */
class Campus {
  readonly drafts: DetectionDraft[] = [];
  readonly context: NetworkContext;
  activity: CampusActivity;
  #next = MONDAY;

  constructor(parts: Parameters<typeof networkContext>[0] = {}) {
    this.context = networkContext(parts);
    this.activity = new CampusActivity(this.context);
  }

  usually(until: number, subscribers = 100): this {
    while (this.#next < until) this.has(subscribers);
    return this;
  }

  has(...counts: readonly number[]): this {
    const campus = this.context.reference().ids.hotspots.indexOf('U1');
    for (const subscribers of counts) {
      const people = subscribers === 0 ? new Map<number, number>() : new Map([[campus, subscribers]]);
      this.activity.judge(this.#next, people, (draft) => this.drafts.push(draft));
      this.#next += QUARTER;
    }
    return this;
  }

  restart(): this {
    const writer = new SnapshotWriter();
    this.activity.snapshot(writer);
    this.activity = new CampusActivity(this.context);
    this.activity.restore(SnapshotReader.open(writer.finish()));
    return this;
  }

  get told(): unknown[] {
    return this.drafts.map(({ subtype, time, revision, evidence }) => [
      subtype,
      this.context.zone.format(time).slice(5, 16),
      revision,
      ...(revision === 1 ? [String(evidence['endedAt']).slice(5, 16)] : []),
    ]);
  }
}

describe('campus activity', () => {
  it('finds a surge after two windows and its end after two calm ones', () => {
    const campus = new Campus()
      .usually(at(9, '08:00'))
      .has(200, 240)
      .restart()
      .has(300, 150, 105)
      .restart()
      .has(110);
    expect(campus.told).toEqual([
      ['surge', '03-11T08:30', 0],
      ['surge', '03-11T08:30', 1, '03-11T09:30'],
    ]);
    const [first, last] = campus.drafts;
    expect(first).toMatchObject({
      type: 'campus-activity',
      subject: { kind: 'hotspot', key: 'U1' },
      area: campus.context.reference().ids.areas.indexOf('K11'),
      severity: 'info',
      evidence: {
        since: '2026-03-11T08:00:00+08:00',
        subscribers: 240,
        median: 100,
        scale: 10,
        z: 14,
        comparableWindows: 7,
        kindOfDay: 'workday',
        windowMinutes: 15,
        windows: [
          { start: '2026-03-11T08:00:00+08:00', subscribers: 200, median: 100, z: 10 },
          { start: '2026-03-11T08:15:00+08:00', subscribers: 240, median: 100, z: 14 },
        ],
        thresholds: 'defaults',
      },
    });
    expect(last?.evidence).toMatchObject({
      ...first?.evidence,
      peak: { at: '2026-03-11T08:30:00+08:00', subscribers: 300, z: 20 },
    });
    expect(last?.identity).toBe(first?.identity);
  });

  it('says nothing of one window, of a young campus, or of a small one', () => {
    expect(new Campus().usually(at(9, '08:00')).has(200, 100, 200, 100, 200).told).toEqual([]);
    expect(new Campus().usually(at(4, '08:00')).has(900, 900).told).toEqual([]);
    expect(new Campus().usually(at(9, '08:00'), 29).has(900, 900).told).toEqual([]);
    expect(new Campus().usually(at(9, '08:00'), 30).has(900, 900).told).toHaveLength(1);
  });

  it('compares a day with those of its kind', () => {
    const holidays = ['2026-03-11'];
    const campus = new Campus({ dayKinds: new DayKinds({ holidays, workdays: [] }) });
    expect(campus.usually(at(9, '08:00')).has(0, 0, 0).told).toEqual([]);
    expect(campus.usually(at(10, '08:00')).has(0, 0, 0).told).toEqual([['lull', '03-12T08:30', 0]]);
    expect(campus.drafts[0]?.severity).toBe('warning');
    expect(campus.usually(at(12, '08:00')).has(0, 0).told.slice(1)).toEqual([
      ['lull', '03-12T08:30', 1, '03-12T09:15'],
    ]);
  });

  it('that turns to the other side ends the former', () => {
    const campus = new Campus().usually(at(9, '08:00')).has(200, 200, 10, 10);
    expect(campus.told).toEqual([
      ['surge', '03-11T08:30', 0],
      ['surge', '03-11T08:30', 1, '03-11T09:00'],
      ['lull', '03-11T09:00', 0],
    ]);
  });

  it('is neither judged in an outage nor remembered from one', () => {
    let out: readonly [number, number] = [0, 0];
    const campus = new Campus({ isOut: (_feeds, _area, from, to) => from < out[1] && to > out[0] });
    campus.usually(at(9, '08:00')).has(10);
    // Noticed at 08:30, and out since 08:00: the window before is forgotten too.
    out = [at(9, '08:00'), at(9, '09:00')];
    campus.has(10, 10, 10, 10);
    expect(campus.told).toEqual([]);
    campus.usually(at(10, '08:00')).has(100);
    campus.usually(at(11, '08:00')).has(200, 200);
    expect(campus.drafts[0]?.evidence).toMatchObject({ comparableWindows: 8 });
    const windows = campus.drafts[0]?.evidence['windows'];
    expect(windows).toHaveLength(2);
  });

  it('takes the thresholds of the place and the time, and says which', () => {
    const thresholds =
      'version,effectiveFrom,areaId,rule,parameter,value\n' +
      '3,2026-03-11T00:00:00+08:00,C1,campus-activity,startScore,15\n' +
      '4,,C2,campus-activity,startScore,1\n';
    const campus = new Campus({ texts: { thresholds } }).usually(at(9, '08:00')).has(240, 240, 260, 260);
    expect(campus.told).toEqual([['surge', '03-11T09:00', 0]]);
    expect(campus.drafts[0]?.evidence).toMatchObject({ z: 16, thresholds: '3' });
  });
});
