import type { EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { median } from '../statistics.ts';
import { DAY_MS, valueOf } from '../times.ts';
import type { DayKind } from '../world.ts';
import type { InForce } from '../thresholds.ts';

const QUARTER_MS = 900_000;

/** A quarter of an hour of a campus against those it is compared with. */
interface Judged {
  readonly start: number;
  readonly subscribers: number;
  readonly median: number;
  readonly scale: number;
  readonly z: number;
  readonly comparableWindows: number;
  readonly kindOfDay: DayKind;
}

/** A surge or lull under way. */
interface Activity {
  readonly time: number;
  readonly side: number;
  readonly first: Judged;
  /** The window that made it one. */
  readonly last: Judged;
  readonly version: string;
  peak: Judged;
}

/** How a campus is doing. */
interface State {
  /** Windows in a row that are far off on one side. */
  run: Judged[];
  /** Windows in a row that are near the usual. */
  calm: number;
  running: Activity | null;
}

/** campus-activity, surge and lull. */
export class CampusActivity implements RuleCheck {
  readonly #scene: Scene;
  /** By campus, then day and quarter of it: distinct subscribers. */
  readonly #history = new Map<string, Map<string, number>>();
  readonly #states = new Map<string, State>();
  readonly #present = new Map<string, Set<string>>();
  /** Start of the quarter under way. */
  #start = Number.NaN;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (Number.isNaN(this.#start)) this.#start = quarterOf(row.time);
    this.#closeUpTo(row.time);
    if (row.feed === 'lifecycle') return;
    for (const campus of this.#scene.campusesOf(row))
      valueOf(this.#present, campus, () => new Set()).add(row.subscriber);
  }

  /** Quarters of an hour after the last event are outside the data. */
  finish(until: number): void {
    if (!Number.isNaN(this.#start)) this.#closeUpTo(Math.min(until, this.#start + QUARTER_MS));
    for (const [campus, { running }] of this.#states)
      if (running !== null) this.#report(campus, running, null);
  }

  #closeUpTo(time: number): void {
    for (; this.#start + QUARTER_MS <= time; this.#start += QUARTER_MS) {
      // A quarter that began before the data did is not whole.
      if (this.#start >= this.#scene.began)
        for (const campus of this.#scene.world.campusArea.keys())
          this.#judge(campus, this.#present.get(campus)?.size ?? 0);
      this.#present.clear();
    }
  }

  #judge(campus: string, subscribers: number): void {
    const { world } = this.#scene;
    const end = this.#start + QUARTER_MS;
    const inForce = world.thresholds('campus-activity', world.campusArea.get(campus) ?? null, end);
    const judged = this.#compare(campus, subscribers, inForce);
    const state = valueOf(this.#states, campus, (): State => ({ run: [], calm: 0, running: null }));
    if (judged === null) {
      state.run = [];
      state.calm = 0;
      return;
    }
    this.#follow(campus, state, judged, inForce, end);
  }

  /** Against the same quarter on days of the same kind; null when that says nothing. */
  #compare(campus: string, subscribers: number, { values }: InForce<'campus-activity'>): Judged | null {
    const { world } = this.#scene;
    const local = this.#start + world.zone.offsetAt(this.#start);
    const day = Math.floor(local / DAY_MS);
    const quarter = Math.floor((local - day * DAY_MS) / QUARTER_MS);
    const history = valueOf(this.#history, campus, () => new Map<string, number>());
    const kindOfDay = world.dayKind(day);
    const comparable: number[] = [];
    for (let past = day - 7 * values.baselineWeeks; past < day; past++) {
      const count = world.dayKind(past) === kindOfDay ? history.get(`${past} ${quarter}`) : undefined;
      if (count !== undefined) comparable.push(count);
    }
    history.set(`${day} ${quarter}`, subscribers);
    if (comparable.length < values.minComparableWindows) return null;
    const middle = median(comparable);
    if (middle < values.minMedian) return null;
    const deviation = 1.4826 * median(comparable.map((count) => Math.abs(count - middle)));
    const scale = Math.max(deviation, Math.sqrt(middle));
    const z = (subscribers - middle) / scale;
    const { length: comparableWindows } = comparable;
    return { start: this.#start, subscribers, median: middle, scale, z, comparableWindows, kindOfDay };
  }

  #follow(
    campus: string,
    state: State,
    judged: Judged,
    { values, version }: InForce<'campus-activity'>,
    end: number,
  ): void {
    const side = Math.sign(judged.z);
    const far = Math.abs(judged.z) >= values.startScore;
    if (!far || (state.run.length > 0 && Math.sign(state.run[0]!.z) !== side)) state.run = [];
    if (far) state.run.push(judged);
    state.calm = Math.abs(judged.z) < values.endScore ? state.calm + 1 : 0;
    const { running } = state;
    if (running !== null && side === running.side && Math.abs(judged.z) > Math.abs(running.peak.z))
      running.peak = judged;
    if (running !== null && state.calm >= values.consecutiveWindows) {
      this.#report(campus, running, end);
      state.running = null;
    }
    if (state.run.length < values.consecutiveWindows || state.running?.side === side) return;
    if (state.running !== null) this.#report(campus, state.running, end);
    const peak = state.run.reduce((most, window) => (Math.abs(window.z) > Math.abs(most.z) ? window : most));
    state.running = { time: end, side, first: state.run[0]!, last: judged, version, peak };
  }

  #report(
    campus: string,
    { time, side, first, last, version, peak }: Activity,
    endedAt: number | null,
  ): void {
    const { zone, campusArea } = this.#scene.world;
    const { subscribers, median: middle, scale, z, comparableWindows, kindOfDay } = last;
    this.#scene.report({
      type: 'campus-activity',
      subtype: side > 0 ? 'surge' : 'lull',
      time,
      subject: { kind: 'hotspot', id: campus },
      areaId: campusArea.get(campus) ?? null,
      hotspotId: campus,
      severity: side > 0 ? 'info' : 'warning',
      revision: endedAt === null ? 0 : 1,
      evidence: {
        since: zone.format(first.start),
        subscribers,
        median: middle,
        scale: thousandth(scale),
        z: thousandth(z),
        comparableWindows,
        kindOfDay,
        ...(endedAt === null
          ? {}
          : {
              endedAt: zone.format(endedAt),
              peak: { at: zone.format(peak.start), subscribers: peak.subscribers, z: thousandth(peak.z) },
            }),
        thresholds: version,
      },
    });
  }
}

function quarterOf(time: number): number {
  return Math.floor(time / QUARTER_MS) * QUARTER_MS;
}

function thousandth(value: number): number {
  return Math.round(value * 1000) / 1000;
}
