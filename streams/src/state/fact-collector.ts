import { ACTIVATED, FEEDS, PORTED_IN, SMS, TERMINATING, VOICE } from '../events/feeds.ts';
import type { Reference } from '../reference/reference.ts';
import type { TimeZone } from '../time/zone.ts';
import { Column, int32 } from './column.ts';
import {
  CALL_RECEIVED,
  CONTACT,
  HOME,
  LEARNS,
  ON_CAMPUS,
  OWN_NEW,
  RIVAL,
  VISITOR,
  type FactColumns,
} from './facts.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import { Visits } from './visits.ts';

const LIFECYCLE = FEEDS.indexOf('lifecycle');
const USAGE = FEEDS.indexOf('usage');
const NEVER = -2_147_483_648;
const NOT_TOLD = -2;

/**
 * Draws facts from the ordered events of one shard. Remembers the last day on which a number was counted as new, and the
 * home that was told of those in touch with possible visitors: 4 bytes a subscriber each.
 */
export class FactCollector {
  readonly #zone: TimeZone;
  readonly #visits = new Visits();
  readonly #lastNewDay = new Column(int32, NEVER);
  readonly #homeTold = new Column(int32, NOT_TOLD);

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  get bytes(): number {
    return this.#lastNewDay.bytes + this.#homeTold.bytes + this.#visits.bytes;
  }

  collect(batch: OrderedBatch, reference: Reference, out: FactColumns): void {
    const { events } = batch;
    for (let row = 0; row < batch.length; row++) {
      if (batch.subscriber[row]! < 0) continue;
      const feed = events.feed[row]!;
      if (feed === LIFECYCLE) this.#ownNew(batch, row, reference, out);
      else if (batch.ours[row] === 0) this.#visits.observe(batch, row, reference, out);
      else {
        this.#home(batch, row, out);
        if (feed !== USAGE || (batch.rival[row] === 0 && batch.visitor[row] === 0)) continue;
        const told = contact(batch, row, reference, out);
        if (told && batch.visitor[row] === 1) this.#told(batch.subscriber[row]!, batch.home[row]!);
      }
    }
  }

  /** Tells the home of somebody who has been in touch with a possible visitor when it becomes another one. */
  #home(batch: OrderedBatch, row: number, out: FactColumns): void {
    const subscriber = batch.subscriber[row]!;
    const home = batch.home[row]!;
    const told = this.#homeTold.values[subscriber] ?? NOT_TOLD;
    if (told === NOT_TOLD || told === home) return;
    this.#told(subscriber, home);
    const at = out.add(HOME, 0, batch.events, row);
    out.subscriber[at] = batch.events.msisdn[row]!;
    out.home[at] = home;
  }

  #told(subscriber: number, home: number): void {
    this.#homeTold.reserve(subscriber);
    this.#homeTold.values[subscriber] = home;
  }

  /** Once a number and day, at the event's area, else its channel's. */
  #ownNew(batch: OrderedBatch, row: number, reference: Reference, out: FactColumns): void {
    const { events } = batch;
    if (events.kind[row] !== ACTIVATED && events.kind[row] !== PORTED_IN) return;
    this.#visits.joined(batch, row, out);
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
    const at = out.add(OWN_NEW, events.msisdn[row]!, events, row);
    out.area[at] = area;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('lastNewDay', this.#lastNewDay.values);
    writer.array('homeTold', this.#homeTold.values);
    this.#visits.snapshot(writer.scope('visits'));
  }

  restore(reader: SnapshotReader): void {
    this.#lastNewDay.restore(reader.i32('lastNewDay'));
    this.#homeTold.restore(reader.i32('homeTold'));
    this.#visits.restore(reader.scope('visits'));
  }
}

/** At the area of the record's cell, else the home of our subscriber; false when the record is no communication. */
function contact(batch: OrderedBatch, row: number, reference: Reference, out: FactColumns): boolean {
  const { events } = batch;
  const kind = events.kind[row]!;
  if (kind !== VOICE && kind !== SMS) return false;
  const cell = events.cell[row]!;
  const cellArea = cell >= 0 ? (reference.cellArea[cell] ?? -1) : -1;
  const at = out.add(CONTACT, events.peer[row]!, events, row);
  out.subscriber[at] = events.msisdn[row]!;
  out.operator[at] = batch.peerOperator[row]!;
  out.area[at] = cellArea >= 0 ? cellArea : batch.home[row]!;
  out.home[at] = batch.home[row]!;
  out.flags[at] =
    (batch.rival[row] === 1 ? RIVAL : 0) |
    (batch.visitor[row] === 1 ? VISITOR : 0) |
    (kind === VOICE && events.direction[row] === TERMINATING ? CALL_RECEIVED : 0) |
    (batch.onCampus[row] === 1 ? ON_CAMPUS : 0) |
    (batch.learns[row] === 1 ? LEARNS : 0);
  out.campuses[at] = batch.residencies[batch.residency[row]!]!;
  return true;
}
