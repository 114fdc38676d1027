import { num } from '../at.ts';
import type { Feed } from '../../events/index.ts';
import { hash } from '../rng.ts';

const { floor } = Math;

/**
 * Events of one feed as columns, in order of arrival once finished.
 *
 * `place`: see people/place.ts (for lifecycle the channel's index). `kind`: index into `KINDS[feed]`. `peer`: digits as
 * a number, negative for a service number, 0 for none. `amount`: seconds of a call, uplink bytes of data.
 */
export interface FeedEvents {
  readonly feed: Feed;
  readonly length: number;
  /** When it happened, epoch milliseconds. */
  readonly time: Float64Array;
  /** When the source hands it over: never before `time`, ascending. */
  readonly arrival: Float64Array;
  readonly kind: Uint8Array;
  readonly msisdn: Float64Array;
  readonly place: Int32Array;
  /** 0 none, 1 originating, 2 terminating. */
  readonly direction: Uint8Array;
  readonly peer: Float64Array;
  /** Operator of the peer by index, −1 when the record does not say. */
  readonly operator: Int8Array;
  readonly amount: Float64Array;
  readonly downlink: Float64Array;
  /** Number of the event within feed and hour, from 0: with them its eventId. Duplicates share it. */
  readonly serial: Uint32Array;
}

/** How far a feed is from perfect order. Shares of events, 0 … 1. */
export interface Disorder {
  /** Handed over up to four minutes after they happened. */
  readonly delayedShare: number;
  /** Handed over twice. */
  readonly duplicateShare: number;
  /** Handed over six to fifteen minutes after they happened: past the allowed lateness. */
  readonly lateShare: number;
}

const DELAY_MAX_MS = 240_000;
const LATE_MIN_MS = 360_000;
const LATE_MAX_MS = 900_000;

/** What becomes of one event on its way: decided by the event itself, so that truth can know it too. */
export function lateness(time: number, msisdn: number, kind: number, disorder: Disorder): number {
  const draw = hash(time, msisdn, kind, 71) / 4294967296;
  if (draw < disorder.lateShare)
    return (LATE_MIN_MS + (draw / disorder.lateShare) * (LATE_MAX_MS - LATE_MIN_MS)) | 0;
  const delayed = draw - disorder.lateShare;
  return delayed < disorder.delayedShare ? ((delayed / disorder.delayedShare) * DELAY_MAX_MS) | 0 : 0;
}

/** When an event made in the hour that ends at `end` is handed over: nothing is handed over after its hour. */
export function arrivalOf(
  time: number,
  msisdn: number,
  kind: number,
  end: number,
  disorder: Disorder,
): number {
  const arrival = time + lateness(time, msisdn, kind, disorder);
  return arrival < end ? arrival : time;
}

/** The first moment from `time` on at which an event would be handed over at once: for planted events. */
export function punctual(time: number, msisdn: number, kind: number, disorder: Disorder): number {
  let moment = time;
  while (lateness(moment, msisdn, kind, disorder) > 0) moment++;
  return moment;
}

/** Grows as events are put in, in any order; `finish` sorts them by arrival. */
export class FeedBuffer {
  readonly feed: Feed;
  length = 0;
  #capacity = 4096;
  #time = new Float64Array(this.#capacity);
  #msisdn = new Float64Array(this.#capacity);
  #peer = new Float64Array(this.#capacity);
  #amount = new Float64Array(this.#capacity);
  #downlink = new Float64Array(this.#capacity);
  #place = new Int32Array(this.#capacity);
  #kind = new Uint8Array(this.#capacity);
  #direction = new Uint8Array(this.#capacity);
  #operator = new Int8Array(this.#capacity);

  constructor(feed: Feed) {
    this.feed = feed;
  }

  add(time: number, kind: number, msisdn: number, place: number): void {
    this.addUsage(time, kind, msisdn, place, 0, 0, -1, 0, 0);
  }

  addUsage(
    time: number,
    kind: number,
    msisdn: number,
    place: number,
    direction: number,
    peer: number,
    operator: number,
    amount: number,
    downlink: number,
  ): void {
    const i = this.length;
    if (i === this.#capacity) this.#grow();
    this.length = i + 1;
    this.#time[i] = time;
    this.#kind[i] = kind;
    this.#msisdn[i] = msisdn;
    this.#place[i] = place;
    this.#direction[i] = direction;
    this.#peer[i] = peer;
    this.#operator[i] = operator;
    this.#amount[i] = amount;
    this.#downlink[i] = downlink;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#time = extended(this.#time, new Float64Array(this.#capacity));
    this.#msisdn = extended(this.#msisdn, new Float64Array(this.#capacity));
    this.#peer = extended(this.#peer, new Float64Array(this.#capacity));
    this.#amount = extended(this.#amount, new Float64Array(this.#capacity));
    this.#downlink = extended(this.#downlink, new Float64Array(this.#capacity));
    this.#place = extended(this.#place, new Int32Array(this.#capacity));
    this.#kind = extended(this.#kind, new Uint8Array(this.#capacity));
    this.#direction = extended(this.#direction, new Uint8Array(this.#capacity));
    this.#operator = extended(this.#operator, new Int8Array(this.#capacity));
  }

  /** The hour's events by arrival. Nothing arrives after `end`: what would, arrives at once instead. */
  finish(end: number, disorder: Disorder): FeedEvents {
    const order = this.#arrivals(end, disorder);
    const n = order.length;
    const events = {
      feed: this.feed,
      length: n,
      time: new Float64Array(n),
      arrival: new Float64Array(n),
      kind: new Uint8Array(n),
      msisdn: new Float64Array(n),
      place: new Int32Array(n),
      direction: new Uint8Array(n),
      peer: new Float64Array(n),
      operator: new Int8Array(n),
      amount: new Float64Array(n),
      downlink: new Float64Array(n),
      serial: new Uint32Array(n),
    };
    for (let row = 0; row < n; row++) {
      const packed = num(order, row);
      const i = packed % INDEX_SPAN;
      events.arrival[row] = floor(packed / INDEX_SPAN) + end - SPAN_MS;
      events.time[row] = num(this.#time, i);
      events.kind[row] = num(this.#kind, i);
      events.msisdn[row] = num(this.#msisdn, i);
      events.place[row] = num(this.#place, i);
      events.direction[row] = num(this.#direction, i);
      events.peer[row] = num(this.#peer, i);
      events.operator[row] = num(this.#operator, i);
      events.amount[row] = num(this.#amount, i);
      events.downlink[row] = num(this.#downlink, i);
      events.serial[row] = i;
    }
    return events;
  }

  /** Arrival and index packed into one number each, sorted: one native sort, no objects. */
  #arrivals(end: number, disorder: Disorder): Float64Array {
    const packed = new Float64Array(this.length * 2);
    let n = 0;
    const perfect = disorder.delayedShare + disorder.lateShare + disorder.duplicateShare === 0;
    for (let i = 0; i < this.length; i++) {
      const time = num(this.#time, i);
      const arrival = perfect
        ? time
        : arrivalOf(time, num(this.#msisdn, i), num(this.#kind, i), end, disorder);
      packed[n++] = (arrival - end + SPAN_MS) * INDEX_SPAN + i;
      if (perfect) continue;
      const draw = hash(i, time, 72) / 4294967296;
      if (draw >= disorder.duplicateShare) continue;
      const again = arrival + 1 + (draw / disorder.duplicateShare) * 60_000;
      if (again < end) packed[n++] = (floor(again) - end + SPAN_MS) * INDEX_SPAN + i;
    }
    return packed.subarray(0, n).sort();
  }
}

const INDEX_SPAN = 2 ** 26;
const SPAN_MS = 2 ** 24;

function extended<T extends { set(source: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}
