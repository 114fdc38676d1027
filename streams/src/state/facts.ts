import { FEEDS, PORTED_IN, ACTIVATED, SMS, VOICE } from '../events/feeds.ts';
import type { Reference } from '../reference/reference.ts';
import { Column, int32 } from './column.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import type { TimeZone } from '../time/zone.ts';

/** A number became a customer of ours. */
export const OWN_NEW = 0;
/** A communication of a subscriber of ours with a number of a rival. */
export const RIVAL_CONTACT = 1;

/**
 * What shards tell the network-wide detectors, which are keyed by rival number or by area: one entry each, in order of
 * event time, feed and identity.
 */
export interface Fact {
  /** Event time, epoch ms. */
  readonly time: number;
  /** Place in processing order, epoch ms: later than the event time when the event came late. */
  readonly order: number;
  /** Index into FEEDS. */
  readonly feed: number;
  readonly identityHi: number;
  readonly identityLo: number;
  readonly kind: typeof OWN_NEW | typeof RIVAL_CONTACT;
  /** Number key: our new customer, or the rival. */
  readonly number: number;
  /** Operator index of the rival; −1 for our own. */
  readonly operator: number;
  /** Area index, −1 when it counts for no area. */
  readonly area: number;
}

const LIFECYCLE = FEEDS.indexOf('lifecycle');
const USAGE = FEEDS.indexOf('usage');
const NEVER = -2_147_483_648;

/** Order of processing: event time, feed, identity. */
export function compareFacts(a: Fact, b: Fact): number {
  return (
    a.order - b.order ||
    a.feed - b.feed ||
    a.time - b.time ||
    a.identityHi - b.identityHi ||
    a.identityLo - b.identityLo
  );
}

/** Draws facts from the ordered events of one shard. Remembers the last day on which a number was counted as new. */
export class FactCollector {
  readonly #zone: TimeZone;
  readonly #lastNewDay = new Column(int32, NEVER);

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  get bytes(): number {
    return this.#lastNewDay.bytes;
  }

  collect(batch: OrderedBatch, reference: Reference, out: Fact[]): void {
    const { events } = batch;
    for (let row = 0; row < batch.length; row++) {
      const feed = events.feed[row]!;
      if (feed === USAGE) {
        if (batch.rival[row] === 1 && batch.ours[row] === 1) this.#contact(batch, row, reference, out);
      } else if (feed === LIFECYCLE && batch.subscriber[row]! >= 0) this.#ownNew(batch, row, reference, out);
    }
  }

  /** The area of the record's cell, else the home of our subscriber. */
  #contact(batch: OrderedBatch, row: number, reference: Reference, out: Fact[]): void {
    const { events } = batch;
    if (events.kind[row] !== VOICE && events.kind[row] !== SMS) return;
    const cell = events.cell[row]!;
    const cellArea = cell >= 0 ? (reference.cellArea[cell] ?? -1) : -1;
    const area = cellArea >= 0 ? cellArea : batch.home[row]!;
    this.#push(batch, row, RIVAL_CONTACT, events.peer[row]!, batch.peerOperator[row]!, area, out);
  }

  /** Once a number and day, at the event's area, else its channel's. */
  #ownNew(batch: OrderedBatch, row: number, reference: Reference, out: Fact[]): void {
    const { events } = batch;
    if (events.kind[row] !== ACTIVATED && events.kind[row] !== PORTED_IN) return;
    const channel = events.channel[row]!;
    const given = events.area[row]!;
    const area = reference.areas.known(given)
      ? given
      : channel >= 0
        ? (reference.channelArea[channel] ?? -1)
        : -1;
    if (area < 0) return;
    const subscriber = batch.subscriber[row]!;
    this.#lastNewDay.reserve(subscriber);
    const day = this.#zone.dayOf(events.time[row]!);
    if (this.#lastNewDay.values[subscriber] === day) return;
    this.#lastNewDay.values[subscriber] = day;
    this.#push(batch, row, OWN_NEW, events.msisdn[row]!, -1, area, out);
  }

  #push(
    batch: OrderedBatch,
    row: number,
    kind: Fact['kind'],
    number: number,
    operator: number,
    area: number,
    out: Fact[],
  ): void {
    const { events } = batch;
    out.push({
      time: events.time[row]!,
      order: events.order[row]!,
      feed: events.feed[row]!,
      identityHi: events.identityHi[row]!,
      identityLo: events.identityLo[row]!,
      kind,
      number,
      operator,
      area,
    });
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('lastNewDay', this.#lastNewDay.values);
  }

  restore(reader: SnapshotReader): void {
    this.#lastNewDay.restore(reader.i32('lastNewDay'));
  }
}
