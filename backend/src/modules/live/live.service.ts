import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type {
  AreaNow,
  FeedNow,
  HotspotNow,
  LiveCounters,
  LivePosition,
  SourceStatus,
} from '@tidewall/streams';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { LOGGER, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { PeopleOfArea } from '../headcounts/index.ts';
import type { Pipeline, PipelineOutput } from '../pipeline/pipeline.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { AppError } from '../web/app-error.ts';
import { entryArea, FOR_ALL } from './entry-area.ts';
import { LiveHub, type LiveTransport } from './live-hub.ts';
import { LiveLoaderService } from './live-loader.service.ts';
import { LiveSeries, seriesName } from './live-series.ts';
import { LiveState } from './live-state.ts';
import { LiveTopics } from './live-topics.service.ts';
import { feedNow } from './pipeline-entries.ts';

const TICK_MS = 100;
const STATUS_MS = 1_000;
const RELOAD_MS = 300_000;
const RETRY_MS = 5_000;
/** Windows and detections reach the store a moment after they are given out. */
const STORE_DELAY_MS = 3_000;
const LINGER_MS = 60_000;

/** Whether what belongs to an area may be seen; null: what belongs to none, or to all. */
export type MayRead = (areaId: string | null) => boolean;

/** Keeps the live state and hands it to the clients of the gateway. */
@Injectable()
export class LiveService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #state: LiveState;
  readonly #series: LiveSeries;
  readonly #hub: LiveHub;
  readonly #subscriptions: Subscription[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #opening = new Map<string, Promise<void>>();
  readonly #unusedSince = new Map<string, number>();
  #model: ReferenceModel;
  #transport: (LiveTransport & { readonly clients: number }) | null = null;
  #loading: Promise<void> | null = null;
  #loadedDay: string | null = null;
  #nextLoadAt = 0;
  #loads = 0;

  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(LiveLoaderService) private readonly loader: LiveLoaderService,
    @Inject(LiveTopics) private readonly features: LiveTopics,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.#model = reference.model;
    this.#series = new LiveSeries(loader.k);
    this.#state = new LiveState(loader.local, this.#model, clock.now(), loader.k);
    this.#hub = new LiveHub(
      {
        snapshot: (clientIds, message) => this.#transport?.snapshot(clientIds, message),
        delta: (clientIds, message) => this.#transport?.delta(clientIds, message),
        writable: (clientId) => this.#transport?.writable(clientId) ?? false,
      },
      () => Date.now(),
    );
    const { overview, detections, pipeline: feeds, clock: ticks } = this.#state;
    for (const topic of [overview.topic, detections.topic, feeds, ticks, ...features.all])
      this.#hub.add(topic);
  }

  onApplicationBootstrap(): void {
    this.#subscriptions.push(
      this.pipeline.output$.subscribe((output) => this.#onOutput(output)),
      this.pipeline.counters$.subscribe((counters) => this.#onCounters(counters)),
      this.pipeline.reset$.subscribe(() => {
        this.#loadedDay = null;
      }),
    );
    this.#onStatus();
    this.#state.refresh();
    this.#timers.push(
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => this.#onStatus(), STATUS_MS),
    );
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.#loading;
  }

  attach(transport: LiveTransport & { readonly clients: number }): void {
    this.#transport = transport;
  }

  get clients(): number {
    return this.#transport?.clients ?? 0;
  }

  get subscriptions(): number {
    return this.#hub.subscriptions;
  }

  /** How far event time has come, epoch milliseconds; null before the first event. */
  get watermark(): number | null {
    return this.#state.watermark;
  }

  /** As anybody may see it; null: there is no such area, or it is a grid. */
  areaNow(areaId: string): AreaNow | null {
    return this.#state.overview.area(areaId);
  }

  /** What may be told of the people of an area, grids included. */
  peopleOf(areaId: string): PeopleOfArea {
    return this.#state.people(areaId);
  }

  /** As anybody may see it, of the last whole quarter of an hour; null: there is no such campus. */
  hotspotNow(hotspotId: string): HotspotNow | null {
    return this.#state.shownHotspot(hotspotId);
  }

  /** To the unit and of the minute that runs: for programs only. */
  exactArea(areaId: string): AreaNow | null {
    return this.#state.exactArea(areaId);
  }

  /** To the unit and of the quarter of an hour that runs: for programs only. */
  exactHotspot(hotspotId: string): HotspotNow | null {
    return this.#state.exactHotspot(hotspotId);
  }

  /** Says of a source how its feed is doing now. */
  feedsNow(): (source: SourceStatus) => FeedNow {
    const status = this.pipeline.status();
    const now = this.clock.now();
    return (source) => feedNow(source, status, now);
  }

  /** Makes sure that a topic is there; throws `unknown-topic`, `unknown-area` or `unknown-hotspot`. */
  async prepare(topic: string): Promise<void> {
    if (!this.#hub.has(topic)) this.#opening.set(topic, this.#open(topic));
    await this.#opening.get(topic);
  }

  /**
   * Subscribes a client to a topic that has been prepared. `mayRead` says of an area whether the client may see what
   * belongs to it; null: it may see everything.
   */
  subscribe(clientId: string, topic: string, since: LivePosition | undefined, mayRead: MayRead | null): void {
    const visible = mayRead === null ? null : (key: string) => this.#isVisible(topic, key, mayRead);
    this.#hub.subscribe(clientId, topic, since, visible);
  }

  #isVisible(topic: string, key: string, mayRead: MayRead): boolean {
    const own = this.features.areaOf(topic, key);
    if (own !== undefined) return mayRead(own);
    const areaId = entryArea(topic, key, this.#state.detections.topic.get(key), this.#model);
    return areaId === FOR_ALL || mayRead(areaId);
  }

  unsubscribe(clientId: string, topic: string): void {
    this.#hub.unsubscribe(clientId, topic);
  }

  acknowledge(clientId: string, topic: string, seq: number, epoch?: string): void {
    this.#hub.acknowledge(clientId, topic, seq, epoch);
  }

  disconnect(clientId: string): void {
    this.#hub.disconnect(clientId);
  }

  /** Resolves when the topic holds what the store has: nobody is shown an empty curve first. */
  #open(topic: string): Promise<void> {
    const name = seriesName(topic);
    if (name === null) throw new AppError('unknown-topic', 'there is no such topic');
    if (name.kind === 'area') this.reference.area(name.id);
    else this.reference.hotspot(name.id);
    this.#hub.add(this.#series.open(topic).topic);
    const load = (): Promise<void> => this.#loadCurves(topic, name.kind, name.id);
    this.#after(STORE_DELAY_MS, () => void load());
    return load();
  }

  async #loadCurves(topic: string, kind: 'area' | 'hotspot', id: string): Promise<void> {
    try {
      const now = this.#state.watermark ?? this.clock.now();
      this.#series.applyStored(topic, await this.loader.curves(kind, id, now), this.#state.watermark);
    } catch (err) {
      this.log.warn({ module: 'live', err }, 'curves not loaded');
    }
  }

  /** Other areas or hotspots: everything that was resolved with them is built again. */
  #followReference(): void {
    const { model } = this.reference;
    if (model === this.#model) return;
    this.#model = model;
    this.#state.setReference(model);
    this.#loadedDay = null;
  }

  #onOutput(output: PipelineOutput): void {
    this.#followReference();
    this.#state.applyOutput(output);
    this.#series.applyWindows(output.windows);
  }

  #onCounters(counters: LiveCounters): void {
    this.#state.applyCounters(counters);
    this.#series.applyCounters(counters);
  }

  #tick(): void {
    this.#state.refresh();
    this.#hub.eventTime = this.#state.watermark;
    this.#hub.tick(performance.now());
  }

  #onStatus(): void {
    const status = this.pipeline.status();
    const { speed, simulated } = this.clock;
    this.#followReference();
    this.#state.applyStatus(status, { now: this.clock.now(), at: Date.now(), speed, simulated });
    this.#state.judge();
    this.#series.applyMinute((areaId) => this.#state.people(areaId));
    this.#closeUnused(Date.now());
    if (!status.recovering && status.backfill === null) this.#loadWhenDue(Date.now());
  }

  /** On a new day, shortly after the start (what recovery wrote is then stored), and every few minutes. */
  #loadWhenDue(now: number): void {
    const due = this.#loadedDay !== this.#state.day || now >= this.#nextLoadAt;
    if (!due || this.#loading !== null) return;
    const { day } = this.#state;
    this.#loading = this.#load(day)
      .then(() => {
        this.#loadedDay = day;
        this.#nextLoadAt = Date.now() + (this.#loads++ === 0 ? STORE_DELAY_MS : RELOAD_MS);
      })
      .catch((err: unknown) => {
        this.log.warn({ module: 'live', err }, 'history not loaded');
        this.#loadedDay = day;
        this.#nextLoadAt = Date.now() + RETRY_MS;
      })
      .finally(() => {
        this.#loading = null;
      });
  }

  async #load(day: string): Promise<void> {
    const minute = await this.loader.newestMinute(this.#state.watermark ?? this.clock.now());
    if (minute !== null) this.#state.applyMinute(minute);
    this.#state.applyStored(await this.loader.newestDetections());
    for await (const detections of this.loader.countedOn(day)) this.#state.applyStored(detections);
    const campuses = this.reference.model.hotspots.filter((hotspot) => hotspot.type === 'campus');
    const history = await this.loader.history(
      day,
      campuses.map((campus) => campus.hotspotId),
    );
    this.#state.applyHistory(history);
  }

  /** Curves nobody has looked at for a while are forgotten. */
  #closeUnused(now: number): void {
    for (const name of this.#series.names()) {
      if (this.#hub.clientsOf(name) > 0) this.#unusedSince.delete(name);
      else if (!this.#unusedSince.has(name)) this.#unusedSince.set(name, now);
      else if (now - (this.#unusedSince.get(name) ?? now) >= LINGER_MS) {
        this.#unusedSince.delete(name);
        this.#opening.delete(name);
        this.#series.close(name);
        this.#hub.remove(name);
      }
    }
  }

  #after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.splice(this.#timers.indexOf(timer), 1);
      run();
    }, ms);
    this.#timers.push(timer);
  }
}
