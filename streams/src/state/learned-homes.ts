import type { Reference } from '../reference/reference.ts';
import type { Stateful } from '../detectors/detector.ts';
import type { EventColumns } from './event-columns.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Homes of subscribers of ours whose profile and number plan say nothing (docs/detectors.md, Learned home). */
export class LearnedHomes implements Stateful {
  get bytes(): number {
    return 0;
  }

  /** Takes an event of a subscriber without a home; the area index of the home learned so far, −1 when there is none. */
  observe(
    _subscriber: number,
    _events: EventColumns,
    _row: number,
    _place: number,
    _reference: Reference,
  ): number {
    return -1;
  }

  /** Number keys with the area index of their home. */
  *homes(): Iterable<[number: number, area: number]> {
    yield* [];
  }

  snapshot(_writer: SnapshotWriter): void {}

  restore(_reader: SnapshotReader): void {}
}
