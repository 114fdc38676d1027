import { RivalRegister } from '../state/rival-register.ts';
import { LongNumbers, numberKey } from '../events/number-key.ts';
import type { EventBatch } from '../events/event-batch.ts';
import type { Feed } from '../events/feeds.ts';
import type { DetectionDraft, DetectorContext } from '../detectors/detector.ts';
import { SHARE_DROP_DEFAULTS } from '../detectors/share-drop/config.ts';
import { ShareDrop } from '../detectors/share-drop/share-drop.ts';
import { Ingress, type Admitted } from '../ingress/ingress.ts';
import { readReference, ReferenceIds, type Reference, type ReferenceTexts } from '../reference/reference.ts';
import { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { FestivalDays } from '../time/festivals.ts';
import { TimeZone } from '../time/zone.ts';
import { WindowMerger } from '../windows/window-merger.ts';
import { liveCounters } from './live-counters.ts';
import { compareDetections, publish, type Publisher } from './publish.ts';
import { route } from './route.ts';
import { mergeFacts } from './shard.ts';
import { LocalShard, type ShardPort } from './shard-port.ts';
import { shareDays } from './share-days.ts';
import type { EngineApi, EngineSettings, LiveCounters, SourceChunk, Step } from './types.ts';

const DAY_MS = 86_400_000;
const NOTHING: Admitted = {
  judged: { read: 0, stored: 0, duplicate: 0, late: 0, rejected: 0, rejections: [] },
  stored: null,
  late: null,
};

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
  readonly #register = new RivalRegister(SHARE_DROP_DEFAULTS.seenDays * DAY_MS);
  readonly #shareDrop: ShareDrop;
  readonly #merger: WindowMerger;
  readonly #publisher: Publisher;
  #texts: ReferenceTexts = {};
  #reference: Reference;
  #shareRevision = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(settings: EngineSettings, parts: EngineParts, ids = new ReferenceIds()) {
    const zone = new TimeZone(settings.timeZone);
    this.#settings = settings;
    this.#ids = ids;
    this.#ingress = new Ingress(settings, ids, this.#long);
    this.#reference = readReference({}, ids);
    const context: DetectorContext = {
      zone,
      festivals: new FestivalDays(settings.festivals ?? []),
      reference: () => this.#reference,
    };
    this.#shareDrop = new ShareDrop(context, this.#register);
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
        this.#register.preload(numberKey(digits, this.#long), lastSeen);
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

  counters(): Promise<LiveCounters> {
    return this.#next(async () => {
      const shards = await Promise.all(this.#shards.map((shard) => shard.status()));
      return liveCounters(
        shards,
        this.#reference,
        this.#shareDrop,
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
      writer.json('shareRevision', this.#shareRevision);
      this.#ingress.snapshot(writer.scope('ingress'));
      this.#register.snapshot(writer.scope('register'));
      this.#shareDrop.snapshot(writer.scope('shareDrop'));
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
      this.#shareRevision = reader.json('shareRevision');
      this.#ingress.restore(reader.scope('ingress'));
      this.#register.restore(reader.scope('register'));
      this.#shareDrop.restore(reader.scope('shareDrop'));
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
    for (const id of saved.areas) this.#ids.areas.add(id);
    for (const id of saved.cells) this.#ids.cells.add(id);
    for (const id of saved.channels) this.#ids.channels.add(id);
    for (const id of saved.operators) this.#ids.operators.add(id);
    for (const id of saved.hotspots) this.#ids.hotspots.add(id);
  }

  #setAside(source: string, state: 'idle' | 'finished'): Promise<Step> {
    const admitted = this.#ingress.end(source);
    const clock = this.#ingress.watermarks.find(source);
    if (clock) this.#ingress.watermarks.setAside(clock, state);
    return this.#step(admitted);
  }

  async #step(admitted: Admitted | null, progress = this.#ingress.watermarks.progress()): Promise<Step> {
    const { judged, stored, late } = admitted ?? NOTHING;
    const outputs = await this.#runShards(stored, progress);
    const drafts: DetectionDraft[] = outputs.flatMap((output) => output.drafts);
    this.#shareDrop.process(mergeFacts(outputs.map((output) => output.facts)), progress, (draft) =>
      drafts.push(draft),
    );
    const reference = this.#reference;
    const windows = outputs.map((output) => output.windows);
    const changed = this.#shareDrop.takeChanged();
    if (changed.length > 0) this.#shareRevision++;
    return {
      judged: admitted === null ? null : judged,
      stored,
      late,
      detections: drafts.map((draft) => publish(draft, reference, this.#publisher)).sort(compareDetections),
      windows: this.#merger.merge(windows, reference, progress.watermark),
      shareDays: shareDays(changed, reference, this.#publisher.zone, this.#shareRevision),
      watermark: Number.isFinite(progress.watermark) ? progress.watermark : null,
    };
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
