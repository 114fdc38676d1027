import { setTimeout as sleep } from 'node:timers/promises';
import { FEEDS, type Feed } from '@tidewall/streams';
import type { Topology } from '@tidewall/streams/simulator';
import type { PipelineHost } from '../pipeline/pipeline-host.ts';
import type { PipelineLog } from '../pipeline/pipeline-log.ts';
import { sliceOf } from './feed-slice.ts';
import { SimulatedClock } from './simulated-clock.ts';
import {
  historyFrom,
  liveFrom,
  openPlan,
  type SimulationPlan,
  type SimulationSettings,
} from './simulation-plan.ts';
import { SimulationThread } from './simulation-thread.ts';

/** Only what the simulation needs of the pipeline. */
export type SimulationSink = Pick<
  PipelineHost,
  | 'positions'
  | 'reference'
  | 'putReferences'
  | 'ingestPatiently'
  | 'skip'
  | 'setBackfill'
  | 'checkpoint'
  | 'reset'
>;

const HOUR_MS = 3_600_000;
/** Wall time between two slices of the live part. */
const SLICE_MS = 250;
/** A source that was held up catches up in slices of at most this much event time. */
const MAX_SLICE_MS = 600_000;
const STOP_MS = 500;
/** History bodies under way: enough that the engine never waits for us. */
const MAX_UNDER_WAY = 6;

const sourceOf = (feed: Feed): string => `simulator:${feed}`;

/**
 * Feeds the pipeline from a synthetic province: on the first start recent weeks at full speed, then live, accelerated
 * or in real time. Each feed's position is kept with the pipeline's state, so a restart goes on exactly there.
 */
export class SimulationSource {
  readonly clock: { now(): number; readonly speed: number; readonly simulated: boolean };
  readonly #settings: SimulationSettings;
  readonly #plan: SimulationPlan;
  readonly #thread: SimulationThread;
  readonly #simulated: SimulatedClock | null;
  readonly #log: PipelineLog;
  readonly #positions = new Map<Feed, number>();
  #stopping = false;
  #live: Promise<void> = Promise.resolve();

  constructor(settings: SimulationSettings, log: PipelineLog) {
    this.#settings = settings;
    this.#log = log;
    this.#plan = openPlan(settings, Date.now());
    this.#thread = new SimulationThread({ plan: this.#plan });
    const { speed } = settings;
    this.#simulated = speed === 1 ? null : new SimulatedClock(liveFrom(this.#plan, speed, Date.now()), speed);
    this.clock = this.#simulated ?? { now: () => Date.now(), speed: 1, simulated: true };
  }

  /** The province's boundaries, all levels; null until it is drawn. */
  readonly boundaries = (): Topology | null => this.#thread.boundaries;

  /** Resolves when history is stored and the live part runs. */
  async start(pipeline: SimulationSink): Promise<void> {
    try {
      await this.#prepare(pipeline);
      await this.#backfill(pipeline);
      if (this.#stopping) return;
      this.#simulated?.run(Math.max(...this.#positions.values()));
      pipeline.reset();
      this.#live = this.#runLive(pipeline);
    } catch (error) {
      if (!this.#stopping) throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#thread.stop();
    // A slice that waits for the store would be waited for in vain: the pipeline gives it back when it stops.
    await Promise.race([this.#live, sleep(STOP_MS, undefined, { ref: false })]);
  }

  async #prepare(pipeline: SimulationSink): Promise<void> {
    if (pipeline.reference().areas === undefined)
      await pipeline.putReferences(await this.#thread.reference());
    const begin = historyFrom(this.#plan);
    for (const feed of FEEDS) {
      const kept = pipeline.positions[sourceOf(feed)];
      this.#positions.set(feed, kept ?? begin);
      // All feeds are there from the first event on: none runs ahead of another.
      if (kept === undefined) await pipeline.skip(sourceOf(feed), feed, begin);
    }
    this.#simulated?.hold(Math.max(this.#simulated.now(), ...this.#positions.values()));
  }

  async #backfill(pipeline: SimulationSink): Promise<void> {
    const from = historyFrom(this.#plan);
    const to = liveFrom(this.#plan, this.#settings.speed, Date.now());
    let at = Math.min(...this.#positions.values());
    if (at >= to) return;
    this.#log('info', 'history begins', { days: this.#plan.historyDays });
    const underWay: Promise<unknown>[] = [];
    while (at < to && !this.#stopping) {
      pipeline.setBackfill({ from, to, at, fraction: (at - from) / (to - from) });
      const end = Math.min(to, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
      underWay.push(...(await this.#send(pipeline, at, end, true)));
      await Promise.all(underWay.splice(0, Math.max(0, underWay.length - MAX_UNDER_WAY)));
      at = end;
    }
    await Promise.all(underWay);
    if (this.#stopping) return;
    await pipeline.checkpoint();
    pipeline.setBackfill(null);
    this.#log('info', 'history stored', { days: this.#plan.historyDays });
  }

  async #runLive(pipeline: SimulationSink): Promise<void> {
    try {
      while (!this.#stopping) {
        const at = Math.min(...this.#positions.values());
        const hourEnd = (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
        const end = Math.min(this.clock.now(), at + MAX_SLICE_MS, hourEnd);
        if (end > at) await Promise.all(await this.#send(pipeline, at, end, false));
        if (this.clock.now() - end < SLICE_MS * this.clock.speed) await sleep(SLICE_MS);
      }
    } catch (error) {
      if (!this.#stopping) this.#log('error', 'simulation failed', { reason: String(error) });
    }
  }

  /** Hands the events of [from, to), which lie in one hour, to the pipeline, feed by feed. */
  async #send(
    pipeline: SimulationSink,
    from: number,
    to: number,
    quiet: boolean,
  ): Promise<Promise<unknown>[]> {
    const hour = await this.#thread.hour(Math.floor((from - this.#plan.dayStart) / HOUR_MS));
    const sent: Promise<unknown>[] = [];
    for (const feedHour of hour.feeds) {
      const { feed } = feedHour;
      const position = this.#positions.get(feed) ?? from;
      if (position >= to) continue;
      const bytes = sliceOf(feedHour, position, to);
      this.#positions.set(feed, to);
      const source = sourceOf(feed);
      const body = { source, feed, position: to, quiet, now: Math.max(to, this.clock.now()) };
      const taken =
        bytes === null
          ? pipeline.skip(source, feed, to)
          : pipeline.ingestPatiently({ ...body, bytes, format: { kind: 'csv' } });
      // Whoever stops waiting for it must not bring the process down with its failure.
      taken.catch(() => undefined);
      sent.push(taken);
    }
    return sent;
  }
}
