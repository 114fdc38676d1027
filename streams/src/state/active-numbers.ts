import { FEEDS, SMS, VOICE } from '../events/feeds.ts';
import type { AreaTree } from '../reference/areas.ts';
import type { Reference } from '../reference/reference.ts';
import type { EventTimeProgress } from '../time/watermarks.ts';
import type { TimeZone } from '../time/zone.ts';
import { Column, int32 } from './column.ts';
import type { OrderedBatch } from './ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const USAGE = FEEDS.indexOf('usage');
const NEVER = -2_147_483_648;
const NOWHERE = -1;

/** Numbers of ours that communicated on a local day that is over, by area of every level. */
export interface ActiveDay {
  readonly day: number;
  /** Area indexes, and how many numbers in each. */
  readonly areas: Int32Array;
  readonly numbers: Int32Array;
}

/**
 * Which subscribers of one shard communicated on the running day, and in which areas: at the area of the record's cell,
 * else at home. A number counts once in an area of any level. 4 bytes a subscriber.
 */
export class ActiveNumbers {
  readonly #zone: TimeZone;
  /** By subscriber: lowest area of its first communication of the running day. */
  readonly #firstArea = new Column(int32, NOWHERE);
  /** Further lowest areas of the few that communicated in more than one on the running day. */
  readonly #further = new Map<number, number[]>();
  #counts: Int32Array = new Int32Array(0);
  #day = NEVER;
  #dayEnd = Number.NEGATIVE_INFINITY;

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  get bytes(): number {
    return this.#firstArea.bytes + this.#counts.byteLength + this.#further.size * 100;
  }

  /** Counts a batch in order; days that are over with it, or with the watermark, oldest first. */
  collect(batch: OrderedBatch, reference: Reference, progress: EventTimeProgress): ActiveDay[] {
    const closed: ActiveDay[] = [];
    const { feed, kind, order } = batch.events;
    for (let row = 0; row < batch.length; row++) {
      if (feed[row] !== USAGE || batch.ours[row] === 0) continue;
      if (kind[row] !== VOICE && kind[row] !== SMS) continue;
      if (order[row]! >= this.#dayEnd) this.#begin(order[row]!, closed);
      this.#count(batch, row, reference);
    }
    if (progress.watermark >= this.#dayEnd) this.#close(closed);
    return closed;
  }

  #count(batch: OrderedBatch, row: number, reference: Reference): void {
    const { events } = batch;
    const cell = events.cell[row]!;
    const cellArea = cell >= 0 ? (reference.cellArea[cell] ?? -1) : -1;
    const area = cellArea >= 0 ? cellArea : batch.home[row]!;
    if (area < 0) return;
    const subscriber = batch.subscriber[row]!;
    this.#firstArea.reserve(subscriber);
    const first = this.#firstArea.values[subscriber]!;
    if (first === area) return;
    const late = events.time[row]! < events.order[row]!;
    // A late record of a day that is over by now changes nothing.
    if (late && this.#zone.dayOf(events.time[row]!) !== this.#day) return;
    if (first !== NOWHERE) this.#seenElsewhere(subscriber, area, reference.areas);
    else {
      this.#firstArea.values[subscriber] = area;
      this.#reserveAreas(reference.areas.size);
      for (const at of reference.areas.chain(area)) this.#counts[at]!++;
    }
  }

  #seenElsewhere(subscriber: number, area: number, areas: AreaTree): void {
    const further = this.#further.get(subscriber);
    if (further?.includes(area)) return;
    const before = [this.#firstArea.values[subscriber]!, ...(further ?? [])];
    this.#reserveAreas(areas.size);
    for (const at of areas.chain(area))
      if (!before.some((other) => areas.contains(at, other))) this.#counts[at]!++;
    if (further) further.push(area);
    else this.#further.set(subscriber, [area]);
  }

  #begin(time: number, closed: ActiveDay[]): void {
    this.#close(closed);
    this.#day = this.#zone.dayOf(time);
    this.#dayEnd = this.#zone.dayStart(this.#day + 1);
  }

  #close(closed: ActiveDay[]): void {
    if (this.#day === NEVER) return;
    const areas = Int32Array.from(this.#counts.keys()).filter((area) => this.#counts[area]! > 0);
    const numbers = areas.map((area) => this.#counts[area]!);
    if (areas.length > 0) closed.push({ day: this.#day, areas, numbers });
    this.#counts.fill(0);
    this.#firstArea.values.fill(NOWHERE);
    this.#further.clear();
    this.#day = NEVER;
    this.#dayEnd = Number.NEGATIVE_INFINITY;
  }

  #reserveAreas(areas: number): void {
    if (areas <= this.#counts.length) return;
    const counts = new Int32Array(areas);
    counts.set(this.#counts);
    this.#counts = counts;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('firstArea', this.#firstArea.values);
    writer.array('counts', this.#counts);
    writer.json('further', [...this.#further]);
    writer.json('day', this.#day);
  }

  restore(reader: SnapshotReader): void {
    this.#firstArea.restore(reader.i32('firstArea'));
    this.#counts = reader.i32('counts');
    this.#further.clear();
    for (const [subscriber, areas] of reader.json<[number, number[]][]>('further'))
      this.#further.set(subscriber, areas);
    this.#day = reader.json('day');
    this.#dayEnd = this.#day === NEVER ? Number.NEGATIVE_INFINITY : this.#zone.dayStart(this.#day + 1);
  }
}
