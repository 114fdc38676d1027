import { map, merge, share, Subject, tap } from 'rxjs';
import type { DetectionDraft, DetectorContext, SubscriberDetector } from '../detectors/detector.ts';
import type { LongNumbers } from '../events/number-key.ts';
import { detect } from '../operators/detect.ts';
import { enrich } from '../operators/enrich.ts';
import { reorder, type ShardInput } from '../operators/reorder.ts';
import type { Reference } from '../reference/reference.ts';
import { ActiveNumbers, type ActiveDay } from '../state/active-numbers.ts';
import { CampusQuarters, type CampusQuarter } from '../state/campus-quarters.ts';
import { CampusUsage, type MonthEvidence } from '../state/campus-usage.ts';
import { FactCollector } from '../state/fact-collector.ts';
import { FactColumns, type FactBatch } from '../state/facts.ts';
import { KnownStudents, type KnownStudent } from '../state/known-students.ts';
import { LearnedHomes } from '../state/learned-homes.ts';
import type { OrderedBatchBuffer } from '../state/ordered-batch.ts';
import { hashKey } from '../state/key-index.ts';
import { ReorderBuffer } from '../state/reorder-buffer.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { SubscriberTable } from '../state/subscriber-table.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import { DayKinds } from '../time/day-kinds.ts';
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
  readonly facts: FactBatch;
  /** Place in order of the first event ever; +Infinity before it. */
  readonly since: number;
  readonly windows: WindowPart[];
  /** Active numbers of days that are over. */
  readonly activeDays: ActiveDay[];
  /** Subscribers of campuses in quarters of an hour that are over. */
  readonly quarters: CampusQuarter[];
}

export interface ShardStatus {
  readonly subscribers: number;
  /** Bytes of keyed state by kind. */
  readonly state: Readonly<Record<string, number>>;
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
  readonly #homes: LearnedHomes;
  readonly #campusUsage: CampusUsage;
  readonly #campusQuarters = new CampusQuarters();
  readonly #students = new KnownStudents();
  readonly #active: ActiveNumbers;
  readonly #collector: FactCollector;
  readonly #facts = new FactColumns();
  readonly #windows: ShardWindows;
  readonly #detectors: readonly SubscriberDetector[];
  readonly #owns: (key: number) => boolean;
  /** Detectors read no windows: where nobody else does, there are none. */
  readonly #everyWindow: boolean;
  #reference: Reference | null = null;
  #progress: EventTimeProgress = { watermark: Number.NEGATIVE_INFINITY, inclusive: false };
  #since = Number.POSITIVE_INFINITY;
  #drafts: DetectionDraft[] = [];
  #parts: WindowPart[] = [];
  #activeDays: ActiveDay[] = [];
  #quarters: CampusQuarter[] = [];

  constructor(shard: number, settings: EngineSettings, long: LongNumbers) {
    const zone = new TimeZone(settings.timeZone);
    const reference = (): Reference => this.#reference!;
    const context: DetectorContext = {
      zone,
      reference,
      festivals: new FestivalDays(settings.festivals ?? []),
      dayKinds: new DayKinds(settings.specialDays),
    };
    this.#everyWindow = settings.windows !== 'for-detectors';
    this.#owns = (key) => shardOf(key, settings.shards) === shard;
    this.#subscribers = new SubscriberTable(long);
    this.#homes = new LearnedHomes(zone, context.dayKinds);
    this.#campusUsage = new CampusUsage(this.#subscribers, zone);
    this.#active = new ActiveNumbers(zone);
    this.#collector = new FactCollector(zone);
    this.#windows = new ShardWindows(reference, this.#students, settings.allowedLatenessMs);
    this.#detectors = SUBSCRIBER_DETECTORS.map((create) => create(context));
    this.#connect(reference);
  }

  setReference(reference: Reference): void {
    this.#reference = reference;
    this.#subscribers.setReference(reference, this.#owns);
  }

  step(input: ShardInput): ShardOutput {
    this.#drafts = [];
    this.#parts = [];
    this.#quarters = [];
    this.#facts.clear();
    this.#progress = input.progress;
    this.#input.next(input);
    return {
      drafts: this.#drafts,
      facts: this.#facts,
      since: this.#since,
      windows: this.#parts,
      activeDays: this.#activeDays,
      quarters: this.#quarters,
    };
  }

  /** What the month that closes now has shown. */
  closeMonth(close: number): MonthEvidence[] {
    return this.#campusUsage.closeMonth(close, this.#reference!);
  }

  /** Who is a student from now on, of all shards. */
  setStudents(students: readonly KnownStudent[]): void {
    this.#students.set(students);
  }

  /** Number keys with the area index of the home that was learned. */
  learnedHomes(): [number: number, area: number][] {
    const { index } = this.#subscribers;
    return [...this.#homes.homes()].filter(([key]) => this.#subscribers.homeOf(index.find(key)) < 0);
  }

  status(): ShardStatus {
    return {
      subscribers: this.#subscribers.index.size,
      state: this.#stateBytes(),
      buffered: this.#buffer.size,
      newest: this.#windows.newest(),
    };
  }

  snapshot(writer: SnapshotWriter): void {
    this.#buffer.snapshot(writer.scope('reorder'));
    this.#subscribers.snapshot(writer.scope('subscribers'));
    this.#homes.snapshot(writer.scope('homes'));
    this.#campusUsage.snapshot(writer.scope('campusUsage'));
    this.#campusQuarters.snapshot(writer.scope('campusQuarters'));
    this.#students.snapshot(writer.scope('students'));
    this.#active.snapshot(writer.scope('active'));
    this.#collector.snapshot(writer.scope('facts'));
    writer.json('since', Number.isFinite(this.#since) ? this.#since : null);
    this.#windows.snapshot(writer.scope('windows'));
    for (const detector of this.#detectors) detector.snapshot(writer.scope(detector.name));
  }

  restore(reader: SnapshotReader): void {
    this.#buffer.restore(reader.scope('reorder'));
    this.#subscribers.restore(reader.scope('subscribers'));
    this.#homes.restore(reader.scope('homes'));
    this.#campusUsage.restore(reader.scope('campusUsage'));
    this.#campusQuarters.restore(reader.scope('campusQuarters'));
    this.#students.restore(reader.scope('students'));
    this.#active.restore(reader.scope('active'));
    this.#collector.restore(reader.scope('facts'));
    this.#since = reader.json<number | null>('since') ?? Number.POSITIVE_INFINITY;
    this.#windows.restore(reader.scope('windows'));
    for (const detector of this.#detectors) detector.restore(reader.scope(detector.name));
  }

  /** Wires the graph. Subscriptions run in this order at each step, and all synchronously. */
  #connect(reference: () => Reference): void {
    const progress = (): EventTimeProgress => this.#progress;
    const ordered$ = this.#input.pipe(
      reorder(this.#buffer),
      enrich(this.#subscribers, this.#homes, reference),
      tap((batch) => this.#begin(batch)),
      tap((batch) => this.#campusUsage.track(batch, reference())),
      share(),
    );
    const arrivals$ = this.#input.pipe(map(({ batch }) => ({ batch, progress: progress() })));
    const orderedSteps$ = ordered$.pipe(map((batch) => ({ batch, progress: progress() })));
    merge(...this.#detectors.map((detector) => ordered$.pipe(detect(detector, progress)))).subscribe(
      (drafts) => {
        for (const draft of drafts) this.#take(draft);
      },
    );
    ordered$.subscribe((batch) =>
      this.#campusQuarters.collect(batch, reference(), this.#progress.watermark, this.#quarters),
    );
    ordered$.subscribe((batch) => this.#collector.collect(batch, reference(), this.#facts));
    ordered$.subscribe((batch) => {
      this.#activeDays = this.#active.collect(batch, reference(), progress());
    });
    if (!this.#everyWindow) return;
    merge(
      this.#windows.byCampus(orderedSteps$),
      this.#windows.byOperator(orderedSteps$),
      this.#windows.byArea(arrivals$),
    ).subscribe((parts) => {
      this.#parts.push(...parts);
    });
  }

  #take(draft: DetectionDraft): void {
    this.#drafts.push(draft);
    if (this.#everyWindow && draft.type === 'campus-newcomer' && draft.subtype === 'own')
      this.#windows.addNewcomer(draft);
  }

  #begin(batch: OrderedBatchBuffer): void {
    if (batch.length > 0 && this.#since === Number.POSITIVE_INFINITY) this.#since = batch.events.order[0]!;
  }

  #stateBytes(): Record<string, number> {
    const bytes: Record<string, number> = {
      subscribers: this.#subscribers.bytes,
      'learned-home': this.#homes.bytes,
      'campus-usage': this.#campusUsage.bytes,
      'campus-quarters': this.#campusQuarters.bytes,
      students: this.#students.bytes,
      'active-numbers': this.#active.bytes,
      facts: this.#collector.bytes,
    };
    for (const detector of this.#detectors) bytes[detector.name] = detector.bytes;
    return bytes;
  }
}
