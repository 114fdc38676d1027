import { LongNumbers, numberKey } from '../events/number-key.ts';
import type { EventBatch } from '../events/event-batch.ts';
import type { Feed } from '../events/feeds.ts';
import type { WindowResult } from '../events/window.ts';
import type { DetectionDraft } from '../detectors/detector.ts';
import { Ingress, NOTHING_ADMITTED, type Admitted } from '../ingress/ingress.ts';
import { readReference, ReferenceIds, type Reference, type ReferenceTexts } from '../reference/reference.ts';
import { mergeFacts } from '../state/facts.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { DayKinds } from '../time/day-kinds.ts';
import { MonthCloses } from '../time/months.ts';
import { FestivalDays } from '../time/festivals.ts';
import { TimeZone } from '../time/zone.ts';
import { WindowMerger } from '../windows/window-merger.ts';
import { liveCounters } from './live-counters.ts';
import { compareDetections, publish, publishHomes, type Publisher } from './publish.ts';
import { route } from './route.ts';
import { NetworkStage } from './network-stage.ts';
import { LocalShard, type ShardPort } from './shard-port.ts';
import { stepShares } from './share-days.ts';
import type { EngineApi, EngineSettings, LearnedHome, LiveCounters, SourceChunk, Step } from './types.ts';

/** What a step has found so far. */
interface Found {
  readonly drafts: DetectionDraft[];
  readonly windows: WindowResult[];
}

/** What the outside gives to an engine. */
export interface EngineParts {
  /** Keyed pseudonym of a number: 16 hex digits, always the same for the same number. */
  pseudonym(digits: string): string;
  /** Where shard `index` runs [this thread]. */
  shardPort?(index: number, settings: EngineSettings, long: LongNumbers): ShardPort;
}

/** The topology: ingress → shards by subscriber → network-wide detectors → detections, windows, shares. */
export class Engine implements EngineApi {
  readonly #settings: EngineSettings;
  readonly #long = new LongNumbers();
  readonly #ids: ReferenceIds;
  readonly #ingress: Ingress;
  readonly #shards: readonly ShardPort[];
  readonly #stage: NetworkStage;
  readonly #months: MonthCloses;
  readonly #merger: WindowMerger;
  readonly #publisher: Publisher;
  #texts: ReferenceTexts = {};
  #reference: Reference;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(settings: EngineSettings, parts: EngineParts, ids = new ReferenceIds()) {
    const zone = new TimeZone(settings.timeZone);
    this.#settings = settings;
    this.#ids = ids;
    this.#ingress = new Ingress(settings, ids, this.#long);
    this.#reference = readReference({}, ids);
    this.#stage = new NetworkStage({
      zone,
      festivals: new FestivalDays(settings.festivals ?? []),
      dayKinds: new DayKinds(settings.specialDays),
      reference: () => this.#reference,
    });
    this.#months = new MonthCloses(zone);
    this.#merger = new WindowMerger(zone, settings.shards, settings.allowedLatenessMs);
    this.#publisher = {
      zone,
      long: this.#long,
      revealNumbers: settings.revealNumbers,
      pseudonym: parts.pseudonym,
    };
    const port = parts.shardPort ?? ((index, given, long): ShardPort => new LocalShard(index, given, long));
    this.#shards = Array.from({ length: settings.shards }, (_, index) => port(index, settings, this.#long));
  }

  setReference(files: ReferenceTexts): Promise<void> {
    return this.#next(async () => {
      const texts = { ...this.#texts, ...files };
      this.#reference = readReference(texts, this.#ids);
      this.#texts = texts;
      for (const [digits, lastSeen] of this.#reference.seenNumbers) {
        this.#stage.register.preload(numberKey(digits, this.#long), lastSeen);
      }
      await Promise.all(this.#shards.map((shard) => shard.setReference(this.#reference, this.#texts)));
    });
  }

  /** The reference data in force. */
  get reference(): Reference {
    return this.#reference;
  }

  open(source: string, feed: Feed): Promise<void> {
    return this.#next(() => {
      this.#ingress.open(source, feed);
      return Promise.resolve();
    });
  }

  /** Largest event time accepted from a source, epoch ms; −Infinity before the first. */
  newestEventTime(source: string): number {
    return this.#ingress.watermarks.find(source)?.newest ?? Number.NEGATIVE_INFINITY;
  }

  ingest(chunk: SourceChunk): Promise<Step> {
    return this.#next(() => this.#step(this.#ingress.admit(chunk)));
  }

  /** Takes back the stored events of a step that nobody reads any more: their memory serves following steps. */
  recycle({ stored }: Step): void {
    if (stored !== null) this.#ingress.recycle(stored);
  }

  /**
   * Takes stored events of one feed, judged before and in order of event time; then nothing earlier than `watermark` will
   * come from that source.
   */
  take(batch: EventBatch, watermark: number): Promise<Step> {
    return this.#next(() => {
      const clock = this.#ingress.open(batch.source, batch.feed);
      const { watermarks } = this.#ingress;
      if (batch.length > 0) watermarks.observe(clock, batch.time[batch.length - 1]!);
      watermarks.declare(clock, watermark);
      return this.#step({ ...NOTHING_ADMITTED, stored: batch.length > 0 ? batch : null });
    });
  }

  declareWatermark(source: string, feed: Feed, eventTime: number): Promise<Step> {
    return this.#next(() => {
      const clock = this.#ingress.open(source, feed);
      const admitted = this.#ingress.end(source);
      this.#ingress.watermarks.declare(clock, eventTime);
      return this.#step(admitted);
    });
  }

  idle(source: string): Promise<Step> {
    return this.#next(() => this.#setAside(source, 'idle'));
  }

  finish(source: string): Promise<Step> {
    return this.#next(() => this.#setAside(source, 'finished'));
  }

  drain(close: boolean): Promise<Step> {
    return this.#next(() => {
      for (const clock of this.#ingress.watermarks.sources)
        this.#ingress.watermarks.setAside(clock, 'finished');
      const progress = this.#ingress.watermarks.progress();
      return this.#step(null, close ? { watermark: Number.MAX_SAFE_INTEGER, inclusive: true } : progress);
    });
  }

  /** Homes that were learned, in order of number; the numbers themselves only with `revealNumbers`. */
  learnedHomes(): Promise<readonly LearnedHome[]> {
    return this.#next(async () => {
      const homes = await Promise.all(this.#shards.map((shard) => shard.learnedHomes()));
      return publishHomes(homes.flat(), this.#reference, this.#publisher);
    });
  }

  counters(): Promise<LiveCounters> {
    return this.#next(async () => {
      const shards = await Promise.all(this.#shards.map((shard) => shard.status()));
      return liveCounters(
        shards,
        this.#reference,
        this.#stage,
        this.#ingress.statuses(),
        this.#publisher.zone,
      );
    });
  }

  snapshot(): Promise<Uint8Array> {
    return this.#next(async () => {
      const writer = new SnapshotWriter();
      writer.json('settings', { shards: this.#settings.shards, timeZone: this.#settings.timeZone });
      writer.json('ids', this.#ids.snapshot());
      writer.json('texts', this.#texts);
      writer.json('longNumbers', this.#long.snapshot());
      this.#ingress.snapshot(writer.scope('ingress'));
      writer.json('nextMonthClose', this.#months.snapshot());
      this.#stage.snapshot(writer.scope('network'));
      this.#merger.snapshot(writer.scope('windows'));
      const shards = await Promise.all(this.#shards.map((shard) => shard.snapshot()));
      shards.forEach((bytes, index) => writer.array(`shard/${index}`, bytes));
      return writer.finish();
    });
  }

  restore(snapshot: Uint8Array): Promise<void> {
    return this.#next(async () => {
      const reader = SnapshotReader.open(snapshot);
      const settings = reader.json<{ shards: number }>('settings');
      if (settings.shards !== this.#settings.shards) {
        throw new Error(`the snapshot was made with ${settings.shards} shards, not ${this.#settings.shards}`);
      }
      this.#restoreIds(reader.json('ids'));
      this.#long.restore(reader.json('longNumbers'));
      this.#texts = reader.json('texts');
      this.#reference = readReference(this.#texts, this.#ids);
      this.#ingress.restore(reader.scope('ingress'));
      this.#months.restore(reader.json('nextMonthClose'));
      this.#stage.restore(reader.scope('network'));
      this.#merger.restore(reader.scope('windows'));
      for (const [index, shard] of this.#shards.entries()) {
        await shard.setReference(this.#reference, this.#texts);
        await shard.restore(reader.u8(`shard/${index}`));
      }
    });
  }

  close(): Promise<void> {
    return this.#next(async () => {
      await Promise.all(this.#shards.map((shard) => shard.close()));
    });
  }

  /** Ids get the indexes that they had when the snapshot was made. */
  #restoreIds(saved: ReturnType<ReferenceIds['snapshot']>): void {
    for (const kind of ['areas', 'cells', 'channels', 'operators', 'hotspots'] as const)
      for (const id of saved[kind]) this.#ids[kind].add(id);
  }

  #setAside(source: string, state: 'idle' | 'finished'): Promise<Step> {
    const admitted = this.#ingress.end(source);
    const clock = this.#ingress.watermarks.find(source);
    if (clock) this.#ingress.watermarks.setAside(clock, state);
    return this.#step(admitted);
  }

  async #step(admitted: Admitted | null, progress = this.#ingress.watermarks.progress()): Promise<Step> {
    const { judged, stored, late } = admitted ?? NOTHING_ADMITTED;
    const found: Found = { drafts: [], windows: [] };
    let waiting = stored;
    this.#stage.arrived(stored, this.#ingress.watermarks.sources);
    if (this.#stage.since === Number.POSITIVE_INFINITY && stored !== null) this.#months.beginWith(stored);
    for (const close of this.#months.passed(progress.watermark, this.#ingress.watermarks.newest)) {
      await this.#advance(waiting, { watermark: close, inclusive: false }, found);
      waiting = null;
      await this.#closeMonth(close, found);
    }
    await this.#advance(waiting, progress, found);
    const reference = this.#reference;
    return {
      judged: admitted === null ? null : judged,
      stored,
      late,
      detections: found.drafts
        .map((draft) => publish(draft, reference, this.#publisher))
        .sort(compareDetections),
      windows: found.windows,
      ...stepShares(this.#stage, reference, this.#publisher.zone),
      watermark: Number.isFinite(progress.watermark) ? progress.watermark : null,
    };
  }

  /** Brings event time to a watermark: shards first, then the network stage over what they found. */
  async #advance(stored: EventBatch | null, progress: EventTimeProgress, found: Found): Promise<void> {
    const outputs = await this.#runShards(stored, progress);
    for (const output of outputs) {
      this.#stage.take(output);
      found.drafts.push(...output.drafts);
    }
    found.drafts.push(...this.#stage.process(mergeFacts(outputs.map(({ facts }) => facts)), progress));
    const windows = outputs.map((output) => output.windows);
    found.windows.push(...this.#merger.merge(windows, this.#reference, progress.watermark));
  }

  async #closeMonth(close: number, found: Found): Promise<void> {
    const evidence = await Promise.all(this.#shards.map((shard) => shard.closeMonth(close)));
    const { drafts, students } = this.#stage.closeMonth(close, evidence.flat());
    found.drafts.push(...drafts);
    await Promise.all(this.#shards.map((shard) => shard.setStudents(students)));
  }

  async #runShards(
    stored: EventBatch | null,
    progress: EventTimeProgress,
  ): Promise<Awaited<ReturnType<ShardPort['step']>>[]> {
    const inputs = route(stored, this.#shards.length, progress);
    return Promise.all(this.#shards.map((shard, index) => shard.step(inputs[index]!)));
  }

  /** Steps run one after another, in call order; a failed one does not stop the next. */
  #next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(step);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** An engine with its parts. */
export function createEngine(settings: EngineSettings, parts: EngineParts): Engine {
  return new Engine(settings, parts);
}
