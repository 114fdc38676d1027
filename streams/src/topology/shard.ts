import { map, merge, share, Subject, tap } from 'rxjs';
import type { DetectionDraft, DetectorContext, SubscriberDetector } from '../detectors/detector.ts';
import type { LongNumbers } from '../events/number-key.ts';
import { detect } from '../operators/detect.ts';
import { enrich } from '../operators/enrich.ts';
import { reorder, type ShardInput } from '../operators/reorder.ts';
import type { Reference } from '../reference/reference.ts';
import { compareFacts, FactCollector, type Fact } from '../state/facts.ts';
import { hashKey } from '../state/key-index.ts';
import { ReorderBuffer } from '../state/reorder-buffer.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { SubscriberTable } from '../state/subscriber-table.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { FestivalDays } from '../time/festivals.ts';
import { TimeZone } from '../time/zone.ts';
import type { WindowPart } from '../windows/partials.ts';
import { ShardWindows } from '../windows/shard-windows.ts';
import type { EngineSettings } from './types.ts';
import { SUBSCRIBER_DETECTORS } from './detectors.ts';

/** What a shard gives at a step. */
export interface ShardOutput {
  readonly drafts: DetectionDraft[];
  /** In processing order. */
  readonly facts: Fact[];
  readonly windows: WindowPart[];
}

export interface ShardStatus {
  readonly subscribers: number;
  readonly stateBytes: number;
  readonly buffered: number;
  readonly newest: ReturnType<ShardWindows['newest']>;
}

/** Which shard a number belongs to. */
export function shardOf(key: number, shards: number): number {
  return shards === 1 ? 0 : hashKey(key) % shards;
}

/**
 * Everything keyed by subscriber, for the subscribers of one shard: an RxJS graph over batches, driven a step at a time.
 * reorder → enrich → detectors and facts → windows; areas are counted from events as they arrive.
 */
export class Shard {
  readonly #input = new Subject<ShardInput>();
  readonly #buffer = new ReorderBuffer();
  readonly #subscribers: SubscriberTable;
  readonly #facts: FactCollector;
  readonly #windows: ShardWindows;
  readonly #detectors: readonly SubscriberDetector[];
  readonly #owns: (key: number) => boolean;
  #reference: Reference | null = null;
  #progress: EventTimeProgress = { watermark: Number.NEGATIVE_INFINITY, inclusive: false };
  #output: ShardOutput = { drafts: [], facts: [], windows: [] };

  constructor(shard: number, settings: EngineSettings, long: LongNumbers) {
    const zone = new TimeZone(settings.timeZone);
    const reference = (): Reference => this.#reference!;
    const context: DetectorContext = {
      zone,
      reference,
      festivals: new FestivalDays(settings.festivals ?? []),
    };
    this.#owns = (key) => shardOf(key, settings.shards) === shard;
    this.#subscribers = new SubscriberTable(long);
    this.#facts = new FactCollector(zone);
    this.#windows = new ShardWindows(reference, settings.allowedLatenessMs);
    this.#detectors = SUBSCRIBER_DETECTORS.map((create) => create(context));
    this.#connect(reference, settings.windows !== 'for-detectors');
  }

  setReference(reference: Reference): void {
    this.#reference = reference;
    this.#subscribers.setReference(reference, this.#owns);
  }

  step(input: ShardInput): ShardOutput {
    this.#output = { drafts: [], facts: [], windows: [] };
    this.#progress = input.progress;
    this.#input.next(input);
    return this.#output;
  }

  status(): ShardStatus {
    const stateBytes = this.#detectors.reduce(
      (sum, detector) => sum + detector.bytes,
      this.#subscribers.bytes + this.#facts.bytes,
    );
    return {
      subscribers: this.#subscribers.index.size,
      stateBytes,
      buffered: this.#buffer.size,
      newest: this.#windows.newest(),
    };
  }

  snapshot(writer: SnapshotWriter): void {
    this.#buffer.snapshot(writer.scope('reorder'));
    this.#subscribers.snapshot(writer.scope('subscribers'));
    this.#facts.snapshot(writer.scope('facts'));
    this.#windows.snapshot(writer.scope('windows'));
    for (const detector of this.#detectors) detector.snapshot(writer.scope(detector.name));
  }

  restore(reader: SnapshotReader): void {
    this.#buffer.restore(reader.scope('reorder'));
    this.#subscribers.restore(reader.scope('subscribers'));
    this.#facts.restore(reader.scope('facts'));
    this.#windows.restore(reader.scope('windows'));
    for (const detector of this.#detectors) detector.restore(reader.scope(detector.name));
  }

  /** Wires the graph. Subscriptions run in this order at each step, and all synchronously. */
  #connect(reference: () => Reference, everyWindow: boolean): void {
    const progress = (): EventTimeProgress => this.#progress;
    const ordered$ = this.#input.pipe(reorder(this.#buffer), enrich(this.#subscribers, reference), share());
    const arrivals$ = this.#input.pipe(map(({ batch }) => ({ batch, progress: progress() })));
    const orderedSteps$ = ordered$.pipe(map((batch) => ({ batch, progress: progress() })));
    merge(...this.#detectors.map((detector) => ordered$.pipe(detect(detector, progress)))).subscribe(
      (drafts) => {
        for (const draft of drafts) this.#take(draft);
      },
    );
    ordered$.pipe(tap((batch) => this.#facts.collect(batch, reference(), this.#output.facts))).subscribe();
    const campuses$ = this.#windows.byCampus(orderedSteps$);
    const windows$ = everyWindow
      ? merge(campuses$, this.#windows.byOperator(orderedSteps$), this.#windows.byArea(arrivals$))
      : campuses$;
    windows$.subscribe((parts) => {
      this.#output.windows.push(...parts);
    });
  }

  #take(draft: DetectionDraft): void {
    this.#output.drafts.push(draft);
    if (draft.type === 'campus-newcomer' && draft.subtype === 'own') this.#windows.addNewcomer(draft);
  }
}

/** Facts of several shards in processing order. */
export function mergeFacts(byShard: readonly (readonly Fact[])[]): readonly Fact[] {
  return byShard.length === 1 ? byShard[0]! : byShard.flat().sort(compareFacts);
}
