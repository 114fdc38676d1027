import type { Feed } from '../events/feeds.ts';
import type { DetectionSubject, DetectionType, Severity } from '../events/detection.ts';
import type { Reference } from '../reference/reference.ts';
import type { FactBatch } from '../state/facts.ts';
import type { KnownStudents } from '../state/known-students.ts';
import type { OrderedBatch } from '../state/ordered-batch.ts';
import type { RivalRegister } from '../state/rival-register.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import type { DayKinds } from '../time/day-kinds.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import type { FestivalDays } from '../time/festivals.ts';
import type { TimeZone } from '../time/zone.ts';

/** A detection before numbers become pseudonyms and times become text. */
export interface DetectionDraft {
  readonly type: DetectionType;
  readonly subtype: string | null;
  /** Event time at which the rule became true, epoch ms. */
  readonly time: number;
  /** A number key for subscriber and number, else the id. */
  readonly subject: { readonly kind: DetectionSubject['kind']; readonly key: number | string };
  /** Area index, −1 none. */
  readonly area: number;
  /** Hotspot index, −1 none. */
  readonly hotspot: number;
  readonly severity: Severity;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly revision: number;
  /** What makes this detection one: with type, subtype and subject it gives the id. */
  readonly identity: string;
}

export type Emit = (draft: DetectionDraft) => void;

/** What detectors may look at besides events and their own state. */
export interface DetectorContext {
  readonly zone: TimeZone;
  readonly festivals: FestivalDays;
  readonly dayKinds: DayKinds;
  reference(): Reference;
}

/**
 * A detector over the events of one shard's subscribers: a step over an ordered batch and keyed state. It reads no
 * clock and does no I/O; the same events in the same order give the same drafts whatever the batches.
 */
export interface SubscriberDetector extends Stateful {
  readonly name: string;
  /** Looks at a batch in order; then at what the watermark decides. */
  process(batch: OrderedBatch, progress: EventTimeProgress, emit: Emit): void;
}

/** What network-wide detectors share. */
export interface NetworkContext extends DetectorContext {
  readonly register: RivalRegister;
  readonly students: KnownStudents;
  /** Event time at which the data begin, epoch ms; +Infinity before the first event. */
  since(): number;
  /** Whether a source of one of the feeds that covers the area was out at some moment from `from` to `to`, epoch ms. */
  isOut(feeds: readonly Feed[], area: number, from: number, to: number): boolean;
}

/**
 * A detector over the facts of all shards, keyed by rival number, visitor, campus or area. Same promises as above.
 */
export interface NetworkDetector extends Stateful {
  readonly name: string;
  /** Looks at the facts of one instant, rows `from` up to `to`, and judges after them. `time` is their processing place. */
  instant(facts: FactBatch, from: number, to: number, time: number, emit: Emit): void;
  /** Decides what the watermark has passed. */
  advance?(progress: EventTimeProgress, emit: Emit): void;
  /** A calendar month has closed: the students known are those of that month now. */
  closeMonth?(close: number, emit: Emit): void;
}

/** Whatever goes into a snapshot. */
export interface Stateful {
  snapshot(writer: SnapshotWriter): void;
  restore(reader: SnapshotReader): void;
  /** Bytes of keyed state, for `/status` and metrics; approximate for maps. */
  readonly bytes: number;
}
