import { EventColumns } from './event-columns.ts';

/**
 * Events in processing order with everything that keyed state knew of the subscriber at that very event, so that
 * detectors see the same whatever the batch size. Derived columns, row by row.
 */
export interface OrderedBatch {
  readonly events: EventColumns;
  readonly length: number;
  /** Dense index of the subscriber in its shard; −1 for foreign rows. */
  readonly subscriber: Int32Array;
  /** Lowest known area of the event, −1 when it says nothing about place. */
  readonly place: Int32Array;
  /** 1 when the number is ours. */
  readonly ours: Uint8Array;
  /** Home area, −1 unknown. */
  readonly home: Int32Array;
  /** 1 when neither profile nor plan gives a home: it is learned, and may become another one. */
  readonly learns: Uint8Array;
  /** Activation, epoch ms, NaN unknown. */
  readonly activatedAt: Float64Array;
  /** Operator of the peer, −1 unknown or no peer. */
  readonly peerOperator: Int32Array;
  /** 1 when the peer's operator is known and not our own. */
  readonly rival: Uint8Array;
  /** 1 when the peer may be a visitor: its planned home is not in our provinces. */
  readonly visitor: Uint8Array;
  /** 1 when the subscriber has made records on a campus lately. */
  readonly onCampus: Uint8Array;
  /** Index into `residencies`: the campuses where the subscriber makes most of its records, this one included. */
  readonly residency: Int32Array;
  /** Sets of campuses (hotspot indexes); the first is empty. */
  readonly residencies: readonly (readonly number[])[];
}

/** An ordered batch whose arrays are used again for each step. */
export class OrderedBatchBuffer implements OrderedBatch {
  events = new EventColumns();
  length = 0;
  subscriber = new Int32Array(0);
  place = new Int32Array(0);
  ours = new Uint8Array(0);
  home = new Int32Array(0);
  learns = new Uint8Array(0);
  activatedAt = new Float64Array(0);
  peerOperator = new Int32Array(0);
  rival = new Uint8Array(0);
  visitor = new Uint8Array(0);
  onCampus = new Uint8Array(0);
  residency = new Int32Array(0);
  residencies: readonly (readonly number[])[] = [[]];

  reset(events: EventColumns): void {
    this.events = events;
    this.length = events.length;
    if (events.length <= this.subscriber.length) return;
    const capacity = events.capacity;
    this.subscriber = new Int32Array(capacity);
    this.place = new Int32Array(capacity);
    this.ours = new Uint8Array(capacity);
    this.home = new Int32Array(capacity);
    this.learns = new Uint8Array(capacity);
    this.activatedAt = new Float64Array(capacity);
    this.peerOperator = new Int32Array(capacity);
    this.rival = new Uint8Array(capacity);
    this.visitor = new Uint8Array(capacity);
    this.onCampus = new Uint8Array(capacity);
    this.residency = new Int32Array(capacity);
  }
}
