import type { EventColumns } from './event-columns.ts';

/** A number became a customer of ours. */
export const OWN_NEW = 0;
/** A communication of a subscriber of ours with a number that is a rival's or may be a visitor's. */
export const CONTACT = 1;
/** A visitor is seen somewhere else, dwells, or dwells no longer. */
export const VISIT = 2;
/** A subscriber of ours that has communicated with a possible visitor has another home now. */
export const HOME = 3;

/** The other party belongs to a rival. */
export const RIVAL = 1;
/** The other party may be a visitor. */
export const VISITOR = 2;
/** Voice that terminates at ours. */
export const CALL_RECEIVED = 4;
/** Our subscriber has been seen on a campus lately. */
export const ON_CAMPUS = 8;
/** The home of our subscriber is learned, or will be. */
export const LEARNS = 16;

const NOWHERE: readonly number[] = [];

const F64 = ['time', 'order', 'number', 'subscriber', 'since', 'visit'] as const;
const U32 = ['identityHi', 'identityLo'] as const;
const I32 = ['operator', 'area', 'home'] as const;
const U8 = ['feed', 'kind', 'flags', 'appears'] as const;

/**
 * What shards tell the network-wide detectors, which are keyed by rival number, visitor, campus or area: columns in
 * processing order (event time, feed, identity). What a kind does not use is 0.
 */
export interface FactBatch {
  readonly length: number;
  /** Event time, epoch ms. */
  readonly time: Float64Array;
  /** Place in processing order, epoch ms: later than the event time when the event came late. */
  readonly order: Float64Array;
  /** Number key: our new customer, the other party, or the visitor. */
  readonly number: Float64Array;
  /** CONTACT, HOME: number key of our subscriber. */
  readonly subscriber: Float64Array;
  /** VISIT: beginning of the dwell, epoch ms. */
  readonly since: Float64Array;
  /** VISIT: beginning of the visit, epoch ms. */
  readonly visit: Float64Array;
  readonly identityHi: Uint32Array;
  readonly identityLo: Uint32Array;
  /** CONTACT: operator index of the other party, −1 unknown. */
  readonly operator: Int32Array;
  /** OWN_NEW, CONTACT: area in which it counts, −1 none. VISIT: lowest known area of the latest observation. */
  readonly area: Int32Array;
  /** CONTACT, HOME: home area of our subscriber, −1 unknown. VISIT: county of the dwell, −1 when there is none. */
  readonly home: Int32Array;
  /** Index into FEEDS. */
  readonly feed: Uint8Array;
  /** OWN_NEW, CONTACT, VISIT or HOME. */
  readonly kind: Uint8Array;
  /** RIVAL, VISITOR, CALL_RECEIVED, ON_CAMPUS, LEARNS. */
  readonly flags: Uint8Array;
  /** CONTACT: 1 when the rival number appears with it; set by the network stage. */
  readonly appears: Uint8Array;
  /** CONTACT: campuses (hotspot indexes) where our subscriber makes most of its records; mostly none. */
  readonly campuses: readonly (readonly number[])[];
}

/** Facts as they are collected; used again for each step. */
export class FactColumns implements FactBatch {
  length = 0;
  time = new Float64Array(0);
  order = new Float64Array(0);
  number = new Float64Array(0);
  subscriber = new Float64Array(0);
  since = new Float64Array(0);
  visit = new Float64Array(0);
  identityHi = new Uint32Array(0);
  identityLo = new Uint32Array(0);
  operator = new Int32Array(0);
  area = new Int32Array(0);
  home = new Int32Array(0);
  feed = new Uint8Array(0);
  kind = new Uint8Array(0);
  flags = new Uint8Array(0);
  appears = new Uint8Array(0);
  campuses: (readonly number[])[] = [];

  clear(): void {
    this.length = 0;
    this.campuses.length = 0;
  }

  /** Begins a fact that follows from an event, and says where it is; its own columns are the caller's to set. */
  add(kind: number, number: number, events: EventColumns, row: number): number {
    const at = this.length++;
    if (at === this.time.length) this.#grow();
    this.time[at] = events.time[row]!;
    this.order[at] = events.order[row]!;
    this.identityHi[at] = events.identityHi[row]!;
    this.identityLo[at] = events.identityLo[row]!;
    this.feed[at] = events.feed[row]!;
    this.kind[at] = kind;
    this.number[at] = number;
    this.subscriber[at] = 0;
    this.since[at] = 0;
    this.visit[at] = 0;
    this.operator[at] = -1;
    this.area[at] = -1;
    this.home[at] = -1;
    this.flags[at] = 0;
    this.appears[at] = 0;
    this.campuses[at] = NOWHERE;
    return at;
  }

  /** Appends a fact of another batch. */
  copy(from: FactBatch, row: number): void {
    const at = this.length++;
    if (at === this.time.length) this.#grow();
    for (const name of COLUMNS) this[name][at] = from[name][row]!;
    this.campuses[at] = from.campuses[row] ?? NOWHERE;
  }

  #grow(): void {
    const capacity = Math.max(256, this.time.length * 2);
    for (const name of F64) this[name] = grown(this[name], new Float64Array(capacity));
    for (const name of U32) this[name] = grown(this[name], new Uint32Array(capacity));
    for (const name of I32) this[name] = grown(this[name], new Int32Array(capacity));
    for (const name of U8) this[name] = grown(this[name], new Uint8Array(capacity));
  }
}

const COLUMNS = [...F64, ...U32, ...I32, ...U8] as const;

function grown<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Facts of several shards in processing order. */
export function mergeFacts(byShard: readonly FactBatch[]): FactBatch {
  if (byShard.length === 1) return byShard[0]!;
  const refs = byShard.flatMap((facts) => Array.from({ length: facts.length }, (_, row) => ({ facts, row })));
  refs.sort((a, b) => compare(a.facts, a.row, b.facts, b.row));
  const merged = new FactColumns();
  for (const { facts, row } of refs) merged.copy(facts, row);
  return merged;
}

function compare(a: FactBatch, i: number, b: FactBatch, j: number): number {
  return (
    a.order[i]! - b.order[j]! ||
    a.feed[i]! - b.feed[j]! ||
    a.time[i]! - b.time[j]! ||
    a.identityHi[i]! - b.identityHi[j]! ||
    a.identityLo[i]! - b.identityLo[j]!
  );
}
