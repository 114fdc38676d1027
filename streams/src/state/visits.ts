import type { Reference } from '../reference/reference.ts';
import type { Stateful } from '../detectors/detector.ts';
import type { FactColumns } from './facts.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Visits of numbers that are not ours, and where they dwell: facts for the network stage. */
export class Visits implements Stateful {
  get bytes(): number {
    return 0;
  }

  /** Looks at an event of a number that is not ours. */
  observe(_batch: OrderedBatch, _row: number, _reference: Reference, _out: FactColumns): void {}

  snapshot(_writer: SnapshotWriter): void {}

  restore(_reader: SnapshotReader): void {}
}
