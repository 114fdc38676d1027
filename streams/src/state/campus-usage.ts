import type { Stateful } from '../detectors/detector.ts';
import { DATA, FEEDS, SMS } from '../events/feeds.ts';
import type { Reference } from '../reference/reference.ts';
import type { RuleThresholds } from '../reference/thresholds.ts';
import type { TimeZone } from '../time/zone.ts';
import { CampusMonth, type MonthEvidence } from './campus-month.ts';
import { CampusSets } from './campus-sets.ts';
import { CampusStays, CampusTally } from './campus-stays.ts';
import { DayCounts } from './day-counts.ts';
import type { OrderedBatchBuffer } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import type { SubscriberTable } from './subscriber-table.ts';

export type { MonthEvidence };

const USAGE = FEEDS.indexOf('usage');
const DAY_MS = 86_400_000;
const RULE = 'campus-newcomer/rival';
/** Whoever makes no more than one in so many records on a campus is hardly ever there. */
const SELDOM = 16;

/**
 * Usage on campuses by subscriber: of the last days (t − n × 24 h, t], and of the calendar month.
 *
 * Of the last days, records on campuses are kept in time, to the millisecond, and so are those elsewhere of somebody who
 * is on a campus more often than one time in 16. Those of the many who hardly ever are, or never, are counted by the day
 * (UTC), up to 255 a day, and leave when the whole day has left. So when such a one comes to live on a campus, records
 * from before may count too long on the day with which the window begins. A late record counts from its place in
 * processing order on.
 */
export class CampusUsage implements Stateful {
  readonly #sets = new CampusSets();
  readonly #stays = new CampusStays();
  readonly #days = new DayCounts();
  readonly #month: CampusMonth;
  readonly #tally = new CampusTally();
  #windowMs = 0;
  /** Place in order at which the next day begins. */
  #tomorrow = Number.NEGATIVE_INFINITY;

  constructor(subscribers: SubscriberTable, zone: TimeZone) {
    this.#month = new CampusMonth(this.#sets, this.#stays, subscribers, zone);
  }

  get bytes(): number {
    return this.#stays.bytes + this.#days.bytes + this.#month.bytes;
  }

  /** Counts a batch in order and fills its columns `onCampus`, `residency` and `residencies`: as after each instant. */
  track(batch: OrderedBatchBuffer, reference: Reference): void {
    const { length, events } = batch;
    const { feed, order } = events;
    const ofCells = this.#sets.ofCells(reference);
    const rule = reference.thresholds.of(RULE);
    this.#windowMs = rule.at(-1, Number.POSITIVE_INFINITY).values.residentDays * DAY_MS;
    batch.onCampus.fill(0, 0, length);
    batch.residency.fill(0, 0, length);
    batch.residencies = this.#sets.all;
    for (let row = 0; row < length;) {
      if (feed[row] !== USAGE) {
        row++;
        continue;
      }
      const from = row;
      const now = order[from]!;
      this.#advance(now);
      do this.#count(batch, row++, ofCells);
      while (row < length && order[row] === now && feed[row] === USAGE);
      for (let at = from; at < row; at++) this.#judge(batch, at, rule, reference);
    }
  }

  /** What the month that closes has shown; the next one begins. */
  closeMonth(close: number, reference: Reference): MonthEvidence[] {
    return this.#month.close(close, reference);
  }

  #advance(now: number): void {
    if (now < this.#tomorrow) return;
    const today = Math.floor(now / DAY_MS);
    this.#tomorrow = (today + 1) * DAY_MS;
    const from = today - this.#windowMs / DAY_MS;
    this.#stays.expireAll(now - this.#windowMs);
    this.#days.advance(today, from, (counts) => this.#stays.forget(counts));
  }

  #count(batch: OrderedBatchBuffer, row: number, ofCells: Uint32Array): void {
    const { events } = batch;
    const subscriber = batch.subscriber[row]!;
    if (subscriber < 0) return;
    const cell = events.cell[row]!;
    const set = cell >= 0 ? (ofCells[cell] ?? 0) : 0;
    const slot = this.#keep(subscriber, set, events.order[row]!);
    const kind = events.kind[row]!;
    const peer = kind === DATA ? 0 : events.peer[row]!;
    this.#month.count(subscriber, slot, set, events.time[row]!, kind === SMS, peer, batch.rival[row] === 1);
  }

  /** Keeps a record of the last days; the slot of its subscriber, −1 when it has none. */
  #keep(subscriber: number, set: number, order: number): number {
    let slot = this.#stays.find(subscriber);
    if (slot >= 0 && !this.#stays.expire(slot, order - this.#windowMs)) slot = -1;
    if (slot < 0 && set === 0) {
      this.#days.add(subscriber);
      return slot;
    }
    if (slot < 0)
      slot = this.#stays.open(subscriber, this.#days.total(subscriber), this.#month.isForgotten(subscriber));
    if (set !== 0 || this.#stays.onCampus(slot) * SELDOM > this.#stays.total(slot))
      this.#stays.add(slot, set, order);
    else if (this.#days.add(subscriber)) this.#stays.addElsewhere(slot);
    return slot;
  }

  #judge(
    batch: OrderedBatchBuffer,
    row: number,
    rule: RuleThresholds<typeof RULE>,
    { hotspotArea }: Reference,
  ): void {
    const subscriber = batch.subscriber[row]!;
    const slot = subscriber < 0 ? -1 : this.#stays.find(subscriber);
    if (slot < 0 || this.#stays.onCampus(slot) === 0) return;
    batch.onCampus[row] = 1;
    if (batch.rival[row] === 0) return;
    const { campuses, counts } = this.#tally;
    this.#stays.tally(slot, 'lately', this.#sets.all, this.#tally);
    const total = this.#stays.total(slot);
    let kept = 0;
    for (let i = 0; i < campuses.length; i++) {
      const campus = campuses[i]!;
      const { values } = rule.at(hotspotArea[campus] ?? -1, batch.events.order[row]!);
      if (counts[i]! / total >= values.minResidentShare) campuses[kept++] = campus;
    }
    campuses.length = kept;
    batch.residency[row] = this.#sets.indexOf(campuses);
  }

  snapshot(writer: SnapshotWriter): void {
    this.#sets.snapshot(writer);
    this.#stays.snapshot(writer.scope('stays'));
    this.#days.snapshot(writer.scope('days'));
    this.#month.snapshot(writer.scope('month'));
  }

  restore(reader: SnapshotReader): void {
    this.#sets.restore(reader);
    this.#stays.restore(reader.scope('stays'));
    this.#days.restore(reader.scope('days'));
    this.#month.restore(reader.scope('month'));
    this.#tomorrow = (this.#days.today + 1) * DAY_MS;
  }
}
