import type { DetectionDraft, Emit, NetworkContext, NetworkDetector } from '../detectors/detector.ts';
import { ActiveShare } from '../detectors/active-share/active-share.ts';
import type { EventBatch } from '../events/event-batch.ts';
import { ShareDrop } from '../detectors/share-drop/share-drop.ts';
import { judgeStudents } from '../detectors/campus-student/students.ts';
import type { Reference } from '../reference/reference.ts';
import type { MonthEvidence } from '../state/campus-usage.ts';
import { CONTACT, RIVAL, type FactBatch } from '../state/facts.ts';
import { KnownStudents, type KnownStudent } from '../state/known-students.ts';
import { RivalRegister } from '../state/rival-register.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import type { DayKinds } from '../time/day-kinds.ts';
import type { FestivalDays } from '../time/festivals.ts';
import type { EventTimeProgress, SourceClock } from '../time/watermarks.ts';
import type { TimeZone } from '../time/zone.ts';
import { networkDetectors } from './detectors.ts';
import { QuarterStage } from './quarter-stage.ts';
import type { ShardOutput } from './shard.ts';

export interface StageParts {
  readonly zone: TimeZone;
  readonly festivals: FestivalDays;
  readonly dayKinds: DayKinds;
  reference(): Reference;
}

/**
 * Everything keyed by rival number, visitor, campus or area: one stage for the whole network, over facts in order from
 * all shards. Each instant is judged after all its facts.
 */
export class NetworkStage {
  readonly register: RivalRegister;
  readonly students = new KnownStudents();
  readonly shareDrop: ShareDrop;
  readonly activeShare: ActiveShare;
  readonly #context: NetworkContext;
  readonly #quarters: QuarterStage;
  readonly #detectors: readonly NetworkDetector[];
  #since = Number.POSITIVE_INFINITY;

  constructor(parts: StageParts) {
    this.register = new RivalRegister(
      () => parts.reference().thresholds.everywhere('rival-numbers').seenDays,
    );
    this.#context = {
      ...parts,
      register: this.register,
      students: this.students,
      since: () => this.#since,
      isOut: (feeds, area, from, to) => this.#quarters.isOut(feeds, area, from, to),
    };
    this.#quarters = new QuarterStage(this.#context);
    this.shareDrop = new ShareDrop(this.#context);
    this.activeShare = new ActiveShare(this.#context);
    this.#detectors = [this.shareDrop, this.activeShare, ...networkDetectors(this.#context)];
  }

  /** Event time at which the data begin, epoch ms; +Infinity before the first event. */
  get since(): number {
    return this.#since;
  }

  /** New events of a step as they arrive, and how far their sources have come. */
  arrived(batch: EventBatch | null, clocks: Iterable<SourceClock>): void {
    this.#quarters.arrived(batch, clocks);
  }

  /** Takes what a shard gives at a step besides its facts. */
  take({ since, activeDays, quarters }: ShardOutput): void {
    this.#since = Math.min(this.#since, since);
    this.register.started(this.#since);
    this.#quarters.begin(this.#since);
    this.#quarters.take(quarters);
    this.activeShare.addOwn(activeDays);
  }

  /** Judges the facts of a step instant by instant, then what the watermark decides. */
  process(facts: FactBatch, progress: EventTimeProgress): DetectionDraft[] {
    const drafts: DetectionDraft[] = [];
    const emit: Emit = (draft) => drafts.push(draft);
    for (let start = 0; start < facts.length;) {
      const time = facts.order[start]!;
      this.#passQuarters(time, emit);
      let end = start;
      while (end < facts.length && facts.order[end] === time) this.#register(facts, end++);
      for (const detector of this.#detectors) detector.instant(facts, start, end, time, emit);
      start = end;
    }
    this.#passQuarters(this.#quarters.limit(progress.watermark), emit);
    for (const detector of this.#detectors) detector.advance?.(progress, emit);
    return drafts;
  }

  /** Judges what ends up to a time, in order: rules that look at outages see those noticed by then, and no later ones. */
  #passQuarters(time: number, emit: Emit): void {
    while (this.#quarters.next <= time) {
      const progress = { watermark: this.#quarters.next, inclusive: false };
      this.#quarters.pass(emit);
      for (const detector of this.#detectors) detector.advance?.(progress, emit);
    }
  }

  /** Judges a month that has closed; the students found are known from now on. */
  closeMonth(
    close: number,
    evidence: readonly MonthEvidence[],
  ): { drafts: DetectionDraft[]; students: readonly KnownStudent[] } {
    const drafts: DetectionDraft[] = [];
    const emit: Emit = (draft) => drafts.push(draft);
    const students = judgeStudents(evidence, close, this.#context, emit);
    this.students.set(students);
    for (const detector of this.#detectors) detector.closeMonth?.(close, emit);
    return { drafts, students };
  }

  #register(facts: FactBatch, row: number): void {
    this.register.started(facts.order[row]!);
    if (facts.kind[row] !== CONTACT || (facts.flags[row]! & RIVAL) === 0) return;
    if (this.register.contact(facts.number[row]!, facts.time[row]!)) facts.appears[row] = 1;
  }

  /** Bytes of state by kind. */
  stateBytes(): Record<string, number> {
    const bytes: Record<string, number> = {
      'rival-numbers': this.register.bytes,
      students: this.students.bytes,
      ...this.#quarters.stateBytes(),
    };
    for (const detector of this.#detectors) bytes[detector.name] = detector.bytes;
    return bytes;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('since', Number.isFinite(this.#since) ? this.#since : null);
    this.register.snapshot(writer.scope('register'));
    this.students.snapshot(writer.scope('students'));
    this.#quarters.snapshot(writer.scope('quarters'));
    for (const detector of this.#detectors) detector.snapshot(writer.scope(detector.name));
  }

  restore(reader: SnapshotReader): void {
    this.#since = reader.json<number | null>('since') ?? Number.POSITIVE_INFINITY;
    this.register.restore(reader.scope('register'));
    this.students.restore(reader.scope('students'));
    this.#quarters.restore(reader.scope('quarters'));
    for (const detector of this.#detectors) detector.restore(reader.scope(detector.name));
  }
}
