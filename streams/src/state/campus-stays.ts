import { Column, uint32, uint8 } from './column.ts';
import { NO_ROW } from './keyed-rows.ts';
import { RecordTrails } from './record-trails.ts';
import { SetCounts } from './set-counts.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const NO_SLOT = -1;
/** The set of no campus. */
const NOWHERE = 0;

/** Campuses with counts, used again. */
export class CampusTally {
  readonly campuses: number[] = [];
  readonly counts: number[] = [];

  clear(): void {
    this.campuses.length = 0;
    this.counts.length = 0;
  }

  add(campuses: readonly number[], count: number): void {
    for (const campus of campuses) {
      const at = this.campuses.indexOf(campus);
      if (at >= 0) this.counts[at]! += count;
      else {
        this.campuses.push(campus);
        this.counts.push(count);
      }
    }
  }
}

/**
 * Subscribers with records on a campus lately, each in a slot: their records in time (3 to 4 bytes each), counted by the
 * set of campuses of their cell. Once all records on a campus have expired, further ones are kept elsewhere, and a slot
 * without anything is free again. About 100 bytes a subscriber besides. What has expired leaves when `expire` asks.
 */
export class CampusStays {
  /** By subscriber: slot + 1, 0 none. */
  readonly #slots = new Column(uint32);
  /** By slot: the subscriber + 1, 0 when the slot is free; then the first row and what it amounts to. */
  readonly #subscriber = new Column(uint32);
  readonly #first = new Column(uint32, NO_ROW);
  readonly #kept = new Column(uint32);
  readonly #onCampus = new Column(uint32);
  readonly #earlier = new Column(uint32);
  readonly #afresh = new Column(uint8);
  #used = 0;
  #free = NO_ROW;
  readonly #rows = new SetCounts();
  /** By slot. */
  readonly #trails = new RecordTrails();

  get bytes(): number {
    const columns = this.#columns().reduce((bytes, [, column]) => bytes + column.bytes, 0);
    const kept = this.#rows.bytes + this.#trails.bytes;
    return this.#slots.bytes + columns + this.#afresh.bytes + kept;
  }

  /** The slot of a subscriber, −1 when there is none. */
  find(subscriber: number): number {
    return (this.#slots.values[subscriber] ?? 0) - 1;
  }

  /** Slots in use. */
  *slots(): Iterable<number> {
    for (let slot = 0; slot < this.#used; slot++) if (this.#subscriber.values[slot] !== 0) yield slot;
  }

  subscriberOf(slot: number): number {
    return this.#subscriber.values[slot]! - 1;
  }

  /** A slot for a subscriber without one. `earlier`: its records of the last days so far; `afresh` is the caller's mark. */
  open(subscriber: number, earlier: number, afresh: boolean): number {
    let slot = this.#free;
    if (slot === NO_ROW) slot = this.#used++;
    else this.#free = this.#first.values[slot]!;
    for (const [, column] of this.#columns()) column.clear(slot);
    this.#afresh.clear(slot);
    this.#trails.open(slot);
    this.#subscriber.values[slot] = subscriber + 1;
    this.#earlier.values[slot] = earlier;
    this.#afresh.values[slot] = afresh ? 1 : 0;
    this.#slots.reserve(subscriber);
    this.#slots.values[subscriber] = slot + 1;
    return slot;
  }

  /** Records on a campus that have not expired. */
  onCampus(slot: number): number {
    return this.#onCampus.values[slot]!;
  }

  /** The mark given when the slot was opened; taken off at the month's close. */
  isAfresh(slot: number): boolean {
    return this.#afresh.values[slot] === 1;
  }

  /** All records of the last days. */
  total(slot: number): number {
    return this.#kept.values[slot]! + this.#earlier.values[slot]!;
  }

  /** A record at a place in order that is not before that of the last one. */
  add(slot: number, set: number, order: number): void {
    this.#rows.lately.values[this.#row(slot, set)]!++;
    this.#kept.values[slot]!++;
    if (set !== NOWHERE) this.#onCampus.values[slot]!++;
    this.#trails.add(slot, set, order);
  }

  /** A record that is kept elsewhere. */
  addElsewhere(slot: number): void {
    this.#earlier.values[slot]!++;
  }

  /** A record of the month in a set of campuses. */
  addToMonth(slot: number, set: number): void {
    this.#rows.month.values[this.#row(slot, set)]!++;
  }

  /** Forgets records of a slot at this place in order and before; false when nothing is left and the slot is free. */
  expire(slot: number, order: number): boolean {
    if (this.#trails.oldest(slot) > order) return true;
    let gone = false;
    while (this.#trails.oldest(slot) <= order) gone = this.#drop(slot, this.#trails.take(slot)) || gone;
    if (gone) this.#tidy(slot);
    return this.#subscriber.values[slot] !== 0;
  }

  /** The same for all slots. */
  expireAll(order: number): void {
    for (const slot of this.slots()) this.expire(slot, order);
  }

  /** Records that are kept elsewhere have been forgotten there: counts by subscriber. */
  forget(counts: Uint8Array): void {
    for (const slot of this.slots()) this.#earlier.values[slot]! -= counts[this.subscriberOf(slot)] ?? 0;
  }

  /** Records by campus of the last days, or of the month. */
  tally(slot: number, of: 'lately' | 'month', sets: readonly (readonly number[])[], out: CampusTally): void {
    out.clear();
    const { set, next } = this.#rows;
    const counts = this.#rows[of].values;
    let row = this.#first.values[slot]!;
    for (; row !== NO_ROW; row = next.values[row]!)
      if (counts[row]! > 0) out.add(sets[set.values[row]!]!, counts[row]!);
  }

  /** Another month begins. */
  closeMonth(): void {
    this.#rows.month.values.fill(0);
    this.#afresh.values.fill(0);
    for (const slot of this.slots()) this.#tidy(slot);
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('slots', { used: this.#used, free: this.#free });
    for (const [name, column] of this.#columns()) writer.array(name, column.values.subarray(0, this.#used));
    writer.array('afresh', this.#afresh.values.subarray(0, this.#used));
    this.#rows.snapshot(writer.scope('rows'));
    this.#trails.snapshot(writer.scope('trails'), this.#used);
  }

  restore(reader: SnapshotReader): void {
    const { used, free } = reader.json<{ used: number; free: number }>('slots');
    this.#used = used;
    this.#free = free;
    for (const [name, column] of this.#columns()) column.restore(reader.u32(name));
    this.#afresh.restore(reader.u8('afresh'));
    this.#rows.restore(reader.scope('rows'));
    this.#trails.restore(reader.scope('trails'));
    this.#slots.values.fill(0);
    for (const slot of this.slots()) {
      this.#slots.reserve(this.subscriberOf(slot));
      this.#slots.values[this.subscriberOf(slot)] = slot + 1;
    }
  }

  #row(slot: number, set: number): number {
    const first = this.#first.values[slot]!;
    const found = this.#rows.find(first, set);
    return found === NO_ROW ? (this.#first.values[slot] = this.#rows.add(set, first)) : found;
  }

  /** One record of a set less; whether it was the last one. */
  #drop(slot: number, set: number): boolean {
    const row = this.#row(slot, set);
    this.#kept.values[slot]!--;
    if (set !== NOWHERE) this.#onCampus.values[slot]!--;
    this.#rows.lately.values[row]!--;
    return this.#rows.lately.values[row] === 0;
  }

  /** Removes rows that count nothing, and the slot when it has none left. */
  #tidy(slot: number): void {
    const { lately, month, next } = this.#rows;
    let row = this.#first.values[slot]!;
    while (row !== NO_ROW) {
      const after = next.values[row]!;
      if (lately.values[row] === 0 && month.values[row] === 0)
        this.#first.values[slot] = this.#rows.remove(this.#first.values[slot]!, row);
      row = after;
    }
    if (this.#first.values[slot] === NO_ROW) this.#close(slot);
  }

  #close(slot: number): void {
    this.#slots.values[this.subscriberOf(slot)] = NO_SLOT + 1;
    this.#subscriber.values[slot] = 0;
    this.#first.values[slot] = this.#free;
    this.#free = slot;
  }

  #columns(): [string, Column<Uint32Array>][] {
    return [
      ['subscriber', this.#subscriber],
      ['first', this.#first],
      ['kept', this.#kept],
      ['onCampus', this.#onCampus],
      ['earlier', this.#earlier],
    ];
  }
}
