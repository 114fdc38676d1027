import type { Reference } from '../reference/reference.ts';
import type { Stateful } from '../detectors/detector.ts';
import type { OrderedBatchBuffer } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** A subscriber of ours that made at least the share of its records of a month in the cells of a campus. */
export interface MonthEvidence {
  /** Number key. */
  readonly number: number;
  /** Hotspot index. */
  readonly campus: number;
  /** Messages and all usage records of the month. */
  readonly sms: number;
  readonly records: number;
  /** Activated before the month. */
  readonly settled: boolean;
  /** Number keys with which it had enough communications in the month. */
  readonly peers: readonly number[];
}

/** Usage of subscribers of ours on campuses: of the last days, and of the calendar month. */
export class CampusUsage implements Stateful {
  get bytes(): number {
    return 0;
  }

  /** Counts a batch in order and fills its columns `onCampus`, `residency` and `residencies`. */
  track(_batch: OrderedBatchBuffer, _reference: Reference): void {}

  /** What the month that closes has shown; the next one begins. */
  closeMonth(_close: number): MonthEvidence[] {
    return [];
  }

  snapshot(_writer: SnapshotWriter): void {}

  restore(_reader: SnapshotReader): void {}
}
