import { CampusActivity } from '../detectors/campus-activity/campus-activity.ts';
import type { Emit, NetworkContext } from '../detectors/detector.ts';
import { SourceOutages } from '../detectors/source-outage/source-outages.ts';
import type { Feed } from '../events/feeds.ts';
import type { EventBatch } from '../events/event-batch.ts';
import type { CampusQuarter } from '../state/campus-quarters.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { QUARTER_MS } from '../time/quarters.ts';
import type { SourceClock } from '../time/watermarks.ts';

/**
 * What is judged at the end of each quarter of an hour, before anything else of that moment: which sources are out, then
 * how many people are on the campuses. Event time stops at each of these ends, so that it does not matter how many
 * events come at once.
 */
export class QuarterStage {
  readonly #context: NetworkContext;
  readonly #outages: SourceOutages;
  readonly #activity: CampusActivity;
  /** Subscribers of quarters that are not judged yet, by start and campus. */
  readonly #subscribers = new Map<number, Map<number, number>>();
  #next = Number.POSITIVE_INFINITY;
  /** How far any source has come: the data end there. */
  #horizon = Number.NEGATIVE_INFINITY;

  constructor(context: NetworkContext) {
    this.#context = context;
    this.#outages = new SourceOutages(context);
    this.#activity = new CampusActivity(context);
  }

  /** The next end of a quarter of an hour, epoch ms; +Infinity before the first event. */
  get next(): number {
    return this.#next;
  }

  isOut(feeds: readonly Feed[], area: number, from: number, to: number): boolean {
    return this.#outages.isOut(feeds, area, from, to);
  }

  /** New events as they arrive, and how far their sources have come. */
  arrived(batch: EventBatch | null, clocks: Iterable<SourceClock>): void {
    const all = [...clocks];
    for (const { watermark } of all) this.#horizon = Math.max(this.#horizon, watermark);
    this.#outages.arrived(batch, all);
  }

  /** Subscribers of quarters that are over, of one shard. */
  take(quarters: readonly CampusQuarter[]): void {
    for (const { start, campus, subscribers } of quarters) {
      let counts = this.#subscribers.get(start);
      if (!counts) this.#subscribers.set(start, (counts = new Map<number, number>()));
      counts.set(campus, (counts.get(campus) ?? 0) + subscribers);
    }
  }

  /** The data begin at a time: the first quarter that ends after it is the next one. */
  begin(since: number): void {
    if (this.#next === Number.POSITIVE_INFINITY && Number.isFinite(since))
      this.#next = (Math.floor(since / QUARTER_MS) + 1) * QUARTER_MS;
  }

  /** The last moment that can be judged when the watermark is at a time: a quarter that the data do not fill is left. */
  limit(watermark: number): number {
    return Math.min(watermark, this.#horizon);
  }

  /** Judges the quarter that ends at `next`. */
  pass(emit: Emit): void {
    const start = this.#next - QUARTER_MS;
    this.#outages.judge(this.#next, emit);
    if (start >= this.#context.since())
      this.#activity.judge(start, this.#subscribers.get(start) ?? NOBODY, emit);
    this.#subscribers.delete(start);
    this.#next += QUARTER_MS;
  }

  /** Bytes of state by kind. */
  stateBytes(): Record<string, number> {
    return { [this.#outages.name]: this.#outages.bytes, [this.#activity.name]: this.#activity.bytes };
  }

  snapshot(writer: SnapshotWriter): void {
    const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
    writer.json('clock', [finite(this.#next), finite(this.#horizon)]);
    writer.json(
      'subscribers',
      [...this.#subscribers].map(([start, counts]) => [start, [...counts]]),
    );
    this.#outages.snapshot(writer.scope(this.#outages.name));
    this.#activity.snapshot(writer.scope(this.#activity.name));
  }

  restore(reader: SnapshotReader): void {
    const [next, horizon] = reader.json<(number | null)[]>('clock');
    this.#next = next ?? Number.POSITIVE_INFINITY;
    this.#horizon = horizon ?? Number.NEGATIVE_INFINITY;
    this.#subscribers.clear();
    for (const [start, counts] of reader.json<[number, [number, number][]][]>('subscribers'))
      this.#subscribers.set(start, new Map(counts));
    this.#outages.restore(reader.scope(this.#outages.name));
    this.#activity.restore(reader.scope(this.#activity.name));
  }
}

const NOBODY: ReadonlyMap<number, number> = new Map();
