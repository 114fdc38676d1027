import type { Feed } from '../../events/feeds.ts';
import type { ThresholdsInForce } from '../../reference/thresholds.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { QUARTER_MS, QUARTERS_A_DAY, quarterOfDay } from '../../time/quarters.ts';
import type { DayKind } from '../../time/day-kinds.ts';
import type { Emit, NetworkContext, Stateful } from '../detector.ts';
import { usualCount } from '../median.ts';
import { ActivityHistory } from './activity-history.ts';
import { activityDraft, isFurther, type Activity, type ActivityWindow } from './evidence.ts';

/** What people on a campus are seen in. */
const OBSERVED_FEEDS: readonly Feed[] = ['signalling', 'usage'];

type InForce = ThresholdsInForce<'campus-activity'>;

/** What is known of a campus from one window to the next. */
interface CampusState {
  /** The latest windows in a row that lie far enough on one side to start something. */
  run: ActivityWindow[];
  /** Windows in a row that lie near enough to the usual to end something. */
  calm: number;
  /** What has started and not ended. */
  running: Activity | null;
}

/** A quarter of an hour that is judged for all campuses. */
interface Quarter {
  readonly start: number;
  readonly day: number;
  readonly ofDay: number;
  readonly kind: DayKind;
  /** Days before it of the same kind, as far back as the baseline goes. */
  readonly comparable: readonly number[];
}

/**
 * campus-activity/surge and lull (docs/detectors.md): distinct subscribers of a campus in a quarter of an hour against
 * the same quarter on days of the same kind. Judged quarter by quarter as the watermark passes.
 */
export class CampusActivity implements Stateful {
  readonly name = 'campus-activity';
  readonly #context: NetworkContext;
  readonly #history = new ActivityHistory();
  readonly #states = new Map<number, CampusState>();
  #comparable: { day: number; weeks: number; days: number[] } = { day: Number.NaN, weeks: 0, days: [] };

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    return this.#history.bytes + this.#states.size * 200;
  }

  /** Judges a quarter of an hour that is over, by hotspot index; a campus that is not among `subscribers` had nobody. */
  judge(start: number, subscribers: ReadonlyMap<number, number>, emit: Emit): void {
    const { ids, hotspots, hotspotArea } = this.#context.reference();
    const quarter = this.#quarterAt(start);
    for (const { hotspotId, type } of hotspots) {
      if (type !== 'campus') continue;
      const campus = ids.hotspots.indexOf(hotspotId);
      this.#judgeCampus(campus, hotspotArea[campus]!, quarter, subscribers.get(campus) ?? 0, emit);
    }
  }

  #judgeCampus(campus: number, area: number, quarter: Quarter, subscribers: number, emit: Emit): void {
    const { start } = quarter;
    if (this.#context.isOut(OBSERVED_FEEDS, area, start, start + QUARTER_MS)) {
      this.#skip(campus);
      this.#forget(campus, area, quarter);
      return;
    }
    const inForce = this.#context.reference().thresholds.at('campus-activity', area, start + QUARTER_MS);
    const window = this.#measure(campus, quarter, subscribers, inForce);
    this.#history.put(campus, quarter.day, quarter.ofDay, subscribers);
    if (window === null) this.#skip(campus);
    else this.#follow(campus, area, quarter.kind, window, inForce, emit);
  }

  /** A window that is not judged stands between those before and after it. */
  #skip(campus: number): void {
    const state = this.#states.get(campus);
    if (!state) return;
    state.run = [];
    state.calm = 0;
  }

  /** An outage counts from before it was noticed: windows already kept since then are no measure either. */
  #forget(campus: number, area: number, { start }: Quarter): void {
    const { zone } = this.#context;
    for (let back = 1; back <= QUARTERS_A_DAY; back++) {
      const earlier = start - back * QUARTER_MS;
      if (!this.#context.isOut(OBSERVED_FEEDS, area, earlier, earlier + QUARTER_MS)) return;
      this.#history.forget(campus, zone.dayOf(earlier), quarterOfDay(earlier, zone));
    }
  }

  #measure(
    campus: number,
    { start, comparable, ofDay }: Quarter,
    subscribers: number,
    { values }: InForce,
  ): ActivityWindow | null {
    const before = this.#history.of(campus, comparable, ofDay);
    if (before.length < values.minComparableWindows) return null;
    const { median, scale } = usualCount(before);
    if (median < values.minMedian) return null;
    const z = (subscribers - median) / scale;
    return { start, subscribers, median, scale, z, comparableWindows: before.length };
  }

  #follow(
    campus: number,
    area: number,
    kindOfDay: DayKind,
    window: ActivityWindow,
    { values, version }: InForce,
    emit: Emit,
  ): void {
    const state = this.#stateOf(campus);
    const { run, running } = state;
    const side = window.z >= values.startScore ? 1 : window.z <= -values.startScore ? -1 : 0;
    const sameSide = run.length > 0 && Math.sign(run[0]!.z) === side;
    state.run = side === 0 ? [] : [...(sameSide ? run : []), window].slice(-values.consecutiveWindows);
    state.calm = Math.abs(window.z) < values.endScore ? state.calm + 1 : 0;
    if (running && isFurther(window, running)) running.peak = window;
    const end = window.start + QUARTER_MS;
    if (running && state.calm >= values.consecutiveWindows) this.#end(campus, state, end, emit);
    if (state.run.length < values.consecutiveWindows || state.running?.side === side) return;
    if (state.running) this.#end(campus, state, end, emit);
    const peak = state.run.reduce((best, each) => (side * each.z > side * best.z ? each : best));
    state.calm = 0;
    state.running = { side, time: end, area, windows: state.run, kindOfDay, peak, version };
    emit(activityDraft(this.#context, campus, state.running, null));
  }

  #end(campus: number, state: CampusState, time: number, emit: Emit): void {
    emit(activityDraft(this.#context, campus, state.running!, time));
    state.running = null;
  }

  #stateOf(campus: number): CampusState {
    let state = this.#states.get(campus);
    if (!state) this.#states.set(campus, (state = { run: [], calm: 0, running: null }));
    return state;
  }

  #quarterAt(start: number): Quarter {
    const { zone, dayKinds } = this.#context;
    const day = zone.dayOf(start);
    return {
      start,
      day,
      ofDay: quarterOfDay(start, zone),
      kind: dayKinds.of(day),
      comparable: this.#comparableDays(day),
    };
  }

  #comparableDays(day: number): readonly number[] {
    const weeks = this.#context.reference().thresholds.everywhere('campus-activity').baselineWeeks;
    if (this.#comparable.day === day && this.#comparable.weeks === weeks) return this.#comparable.days;
    this.#comparable = { day, weeks, days: this.#context.dayKinds.sameKindBefore(day, weeks * 7) };
    return this.#comparable.days;
  }

  snapshot(writer: SnapshotWriter): void {
    this.#history.snapshot(writer.scope('history'));
    writer.json('states', [...this.#states]);
  }

  restore(reader: SnapshotReader): void {
    this.#history.restore(reader.scope('history'));
    this.#states.clear();
    for (const [campus, state] of reader.json<[number, CampusState][]>('states'))
      this.#states.set(campus, state);
  }
}
