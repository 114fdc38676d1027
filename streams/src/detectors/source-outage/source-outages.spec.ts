import { describe, expect, it } from '@jest/globals';
import { ABSENT, createEventBatch, type EventBatch } from '../../events/event-batch.ts';
import { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { networkContext } from '../../testing/network-context.ts';
import { DayKinds } from '../../time/day-kinds.ts';
import type { SourceClock } from '../../time/watermarks.ts';
import type { DetectionDraft } from '../detector.ts';
import { SourceOutages } from './source-outages.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const QUARTER = 900_000;
/** A Monday. */
const MONDAY = Date.parse('2026-03-02T00:00:00+08:00');

/** A source that delivers so many events each quarter of an hour, from 6 to 22 o'clock ten times as many as at night. */
class Play {
  readonly context: ReturnType<typeof networkContext>;
  readonly drafts: DetectionDraft[] = [];
  outages: SourceOutages;
  now = MONDAY;
  #state: SourceClock['state'] = 'active';

  constructor(
    readonly night: number,
    parts: Parameters<typeof networkContext>[0] = {},
  ) {
    this.context = networkContext(parts);
    this.outages = new SourceOutages(this.context);
  }

  /** Until so many hours after the first midnight, a share of the usual volume. */
  until(hours: number, share = 1): this {
    for (; this.now < MONDAY + hours * HOUR; this.now += QUARTER) {
      const hour = ((this.now - MONDAY) % DAY) / HOUR;
      this.#deliver(Math.round(share * this.night * (hour >= 6 && hour < 22 ? 10 : 1)));
      this.outages.judge(this.now + QUARTER, (draft) => this.drafts.push(draft));
    }
    return this;
  }

  finish(): this {
    this.#state = 'finished';
    return this;
  }

  restart(): this {
    const writer = new SnapshotWriter();
    this.outages.snapshot(writer);
    this.outages = new SourceOutages(this.context);
    this.outages.restore(SnapshotReader.open(writer.finish()));
    return this;
  }

  #deliver(events: number): void {
    const finished = this.#state === 'finished';
    const newest = finished ? this.now - QUARTER : this.now + QUARTER - 1;
    const clock = {
      source: 'http:usage',
      feed: 'usage',
      state: this.#state,
      newest,
      watermark: newest,
    } as const;
    const batch = events === 0 || finished ? null : this.#batch(events);
    this.outages.arrived(batch, [clock]);
  }

  #batch(events: number): EventBatch {
    const { cells, areas } = this.context.reference().ids;
    const batch = createEventBatch('usage', 'http:usage', events + 1, new Uint8Array(0));
    batch.length = events + 1;
    for (let row = 0; row <= events; row++) {
      // The last one is late: it counts nowhere.
      batch.time[row] = this.now + (row % 900) * 1000;
      batch.order[row] = batch.time[row]! + (row === events ? 1 : 0);
      batch.cell[row] = [cells.indexOf('a1'), cells.indexOf('d1'), ABSENT][row % 3]!;
      batch.area[row] = row % 3 === 2 ? areas.indexOf('C9') : ABSENT;
    }
    return batch;
  }

  get told(): unknown[] {
    const short = (text: unknown): string => String(text).slice(5, 16);
    return this.drafts.map(({ time, evidence, revision }) => [
      this.context.zone.format(time).slice(5, 16),
      short(evidence['since']),
      evidence['spanMinutes'],
      ...(revision === 1 ? [short(evidence['endedAt'])] : []),
    ]);
  }

  isOut(areaId: string, fromHours: number, toHours: number): boolean {
    const area = this.context.reference().ids.areas.indexOf(areaId);
    return this.outages.isOut(['usage'], area, MONDAY + fromHours * HOUR, MONDAY + toHours * HOUR);
  }
}

const day = (number: number, hours = 0): number => number * 24 + hours;

describe('source outages', () => {
  it('begin with the first quarter below half of its baseline, and end with the first one that is not', () => {
    const play = new Play(40).until(day(9, 10)).until(day(9, 11.5), 0.4).restart().until(day(10, 12));
    expect(play.told).toEqual([
      ['03-11T10:15', '03-11T10:00', 15],
      ['03-11T10:15', '03-11T10:00', 15, '03-11T11:45'],
    ]);
    const [begun, ended] = play.drafts;
    expect(begun).toMatchObject({
      type: 'source-outage',
      subtype: null,
      severity: 'critical',
      subject: { kind: 'feed', key: 'http:usage' },
      area: play.context.reference().ids.areas.indexOf('P1'),
      evidence: {
        feed: 'usage',
        volume: 160,
        baseline: 400,
        share: 0.4,
        areaIds: ['K11', 'K21'],
        counties: 2,
        thresholds: 'defaults',
      },
    });
    expect(ended).toMatchObject({ revision: 1, identity: begun?.identity, evidence: { volume: 160 } });
  });

  it('are judged at night over a span that is large enough', () => {
    const play = new Play(40).until(day(9, 2)).until(day(9, 6), 0).until(day(10));
    expect(play.told).toEqual([
      ['03-11T02:45', '03-11T01:45', 60],
      ['03-11T02:45', '03-11T01:45', 60, '03-11T06:15'],
    ]);
  });

  it('cover the areas of the days before and all above them, from their beginning to their end', () => {
    const play = new Play(40).until(day(9, 10)).until(day(9, 12), 0).until(day(9, 13));
    expect(
      ['T111', 'K11', 'C2', 'P1', 'CN', 'T112', 'C9'].map((area) => play.isOut(area, day(9, 11), day(9, 12))),
    ).toEqual([true, true, true, true, true, false, false]);
    expect(play.isOut('T111', day(9, 9), day(9, 10))).toBe(false);
    expect(play.isOut('T111', day(9, 9), day(9, 10.1))).toBe(true);
    expect(play.isOut('T111', day(9, 12.25), day(9, 13))).toBe(false);
    expect(play.isOut('T111', day(9, 12.2), day(9, 13))).toBe(true);
    const t111 = play.context.reference().ids.areas.indexOf('T111');
    expect(play.outages.isOut(['signalling'], t111, MONDAY, MONDAY + 10 * DAY)).toBe(false);
  });

  it('are none in the first days, on a quiet source, on holidays without their like, or after its end', () => {
    expect(new Play(40).until(day(4, 10)).until(day(5), 0).told).toEqual([]);
    expect(new Play(0.05).until(day(9, 10)).until(day(12), 0).told).toEqual([]);
    const dayKinds = new DayKinds({ holidays: ['2026-03-11', '2026-03-12'], workdays: [] });
    expect(new Play(40, { dayKinds }).until(day(9)).until(day(11), 0.3).until(day(14)).told).toEqual([]);
    expect(new Play(40).until(day(9, 10)).finish().until(day(12), 0).told).toEqual([]);
  });

  it('are told once, though longer spans still miss what was missing', () => {
    const play = new Play(12).until(day(9, 18)).until(day(9, 22), 0).until(day(11));
    expect(play.told).toHaveLength(2);
    // So little comes at night that only six hours say that it is back.
    expect(play.told[1]).toEqual(['03-11T18:15', '03-11T18:00', 15, '03-12T03:30']);
  });

  it('end by their own baseline where no day compares', () => {
    const dayKinds = new DayKinds({ holidays: ['2026-03-12'], workdays: [] });
    const play = new Play(40, { dayKinds }).until(day(9, 10)).until(day(10, 7), 0).until(day(11));
    expect(play.told[1]).toEqual(['03-11T10:15', '03-11T10:00', 15, '03-12T07:15']);
  });

  it('of weeks become usual', () => {
    const play = new Play(40).until(day(14, 10)).until(day(35, 10), 0.4);
    const [begun, ended] = play.drafts;
    expect(play.drafts).toHaveLength(2);
    expect(begun?.time).toBe(ended?.time);
    expect(play.isOut('P1', day(34), day(35))).toBe(false);
  });
});
