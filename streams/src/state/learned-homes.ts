import type { Stateful } from '../detectors/detector.ts';
import type { Thresholds } from '../detectors/rules.ts';
import type { Reference } from '../reference/reference.ts';
import type { DayKinds } from '../time/day-kinds.ts';
import type { TimeZone } from '../time/zone.ts';
import { Column, int32, uint32 } from './column.ts';
import type { EventColumns } from './event-columns.ts';
import { KeyIndex } from './key-index.ts';
import { NONE, RestDays } from './rest-days.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Days that a mask holds. */
const MASK_DAYS = 32;
const NEVER = -2_147_483_648;

/**
 * Homes of subscribers of ours whose profile and number plan say nothing (docs/detectors.md, Learned home). Learned at
 * the beginning of each week in which the subscriber is seen, from the days before it; an area that satisfies the rule
 * takes the place of the home learned before, which otherwise stays. Of areas with equally many days the one seen
 * resting on the later day counts, then the one whose id comes first. About 40 bytes a subscriber without a home and 12
 * an area where it rests.
 */
export class LearnedHomes implements Stateful {
  readonly #zone: TimeZone;
  readonly #dayKinds: DayKinds;
  readonly #index = new KeyIndex();
  /** Newest day of an observation. */
  readonly #day = new Column(int32, NEVER);
  /** Days with an observation at rest, wherever. */
  readonly #observed = new Column(uint32);
  readonly #first = new Column(int32, NONE);
  readonly #home = new Column(int32, NONE);
  readonly #days = new RestDays();
  #reference: Reference | null = null;
  #rule!: Thresholds<'learned-home'>;

  constructor(zone: TimeZone, dayKinds: DayKinds) {
    this.#zone = zone;
    this.#dayKinds = dayKinds;
  }

  get bytes(): number {
    const columns = [this.#day, this.#observed, this.#first, this.#home];
    return columns.reduce((sum, { bytes }) => sum + bytes, this.#index.bytes + this.#days.bytes);
  }

  /** Takes an event of a subscriber without a home; the area index of the home learned so far, −1 when there is none. */
  observe(events: EventColumns, row: number, place: number, reference: Reference): number {
    if (reference !== this.#reference) this.#setReference(reference);
    const at = this.#at(events.msisdn[row]!);
    const time = events.time[row]!;
    const local = time + this.#zone.offsetAt(time);
    const day = Math.floor((local - this.#rule.dayStartHour * HOUR_MS) / DAY_MS);
    this.#turn(at, day);
    if (place >= 0 && day > this.#day.values[at]! - MASK_DAYS && this.#isRest(local, day)) {
      this.#observed.values[at]! |= 1 << day;
      if (isCellArea(events, row, place, reference))
        this.#first.values[at] = this.#days.mark(this.#first.values[at]!, place, day);
    }
    return this.#home.values[at]!;
  }

  /** Number keys with the area index of their home. */
  *homes(): Iterable<[number: number, area: number]> {
    for (let at = 0; at < this.#index.size; at++) {
      if (this.#home.values[at]! >= 0) yield [this.#index.keyAt(at), this.#home.values[at]!];
    }
  }

  snapshot(writer: SnapshotWriter): void {
    const { size } = this.#index;
    writer.array('numbers', this.#index.keys());
    writer.array('day', this.#day.values.subarray(0, size));
    writer.array('observed', this.#observed.values.subarray(0, size));
    writer.array('first', this.#first.values.subarray(0, size));
    writer.array('home', this.#home.values.subarray(0, size));
    this.#days.snapshot(writer.scope('days'));
  }

  restore(reader: SnapshotReader): void {
    this.#index.restore(reader.f64('numbers'));
    this.#day.restore(reader.i32('day'));
    this.#observed.restore(reader.u32('observed'));
    this.#first.restore(reader.i32('first'));
    this.#home.restore(reader.i32('home'));
    this.#days.restore(reader.scope('days'));
  }

  #setReference(reference: Reference): void {
    this.#reference = reference;
    this.#rule = reference.thresholds.everywhere('learned-home');
  }

  #at(key: number): number {
    const before = this.#index.size;
    const at = this.#index.add(key);
    if (at === before)
      for (const column of [this.#day, this.#observed, this.#first, this.#home]) column.reserve(at);
    return at;
  }

  /** Brings a subscriber to a day: learns for each week that begins on the way, and forgets what masks cannot hold. */
  #turn(at: number, day: number): void {
    const last = this.#day.values[at]!;
    if (day <= last) return;
    this.#day.values[at] = day;
    if (last === NEVER) return;
    const until = Math.min(weekOf(day), weekOf(last) + Math.ceil(MASK_DAYS / 7) + 1);
    for (let week = weekOf(last) + 1; week <= until; week++) this.#learn(at, last, mondayOf(week));
    const kept = keptMask(last, day);
    this.#observed.values[at]! &= kept;
    this.#first.values[at] = this.#days.keep(this.#first.values[at]!, kept);
  }

  /** The rule, for the days before a Monday; `last` is the newest day in the masks. */
  #learn(at: number, last: number, monday: number): void {
    const { learnDays, minRestDays, minRestShare } = this.#rule;
    // Days from `monday − learnDays` on; the masks end with `last`.
    const mask = lastDays(last, last - (monday - learnDays) + 1);
    const observed = bitCount(this.#observed.values[at]! & mask);
    let best = NONE;
    for (let row = this.#first.values[at]!; row !== NONE; row = this.#days.nextOf(row)) {
      if (best === NONE || this.#restsMore(row, best, mask, last)) best = row;
    }
    if (best === NONE) return;
    const days = bitCount(this.#days.daysOf(best) & mask);
    if (days >= minRestDays && days >= minRestShare * observed)
      this.#home.values[at] = this.#days.areaOf(best);
  }

  #restsMore(row: number, than: number, mask: number, last: number): boolean {
    const [a, b] = [this.#days.daysOf(row) & mask, this.#days.daysOf(than) & mask];
    const more = bitCount(a) - bitCount(b);
    if (more !== 0) return more > 0;
    const later = age(b, last) - age(a, last);
    if (later !== 0) return later > 0;
    const { ids } = this.#reference!;
    return ids.areas.idOf(this.#days.areaOf(row)) < ids.areas.idOf(this.#days.areaOf(than));
  }

  /** Whether people rest then: a day without work, or the rest hours of another. */
  #isRest(local: number, day: number): boolean {
    if (this.#dayKinds.of(day) !== 'workday') return true;
    const hour = Math.floor((local % DAY_MS) / HOUR_MS);
    const { restFromHour: from, restToHour: to } = this.#rule;
    return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  }
}

/** Only cells tell a home: an area that serves from afar is too large to be one. */
function isCellArea({ cell }: EventColumns, row: number, place: number, { cellArea }: Reference): boolean {
  return cell[row]! >= 0 && cellArea[cell[row]!] === place;
}

/** Weeks begin on Monday; 1970-01-05 was one. */
function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

function mondayOf(week: number): number {
  return week * 7 - 3;
}

/** Mask of the last `count` days up to and including `last`. */
function lastDays(last: number, count: number): number {
  if (count <= 0) return 0;
  if (count >= MASK_DAYS) return ~0;
  const bits = (1 << count) - 1;
  const shift = (last - count + 1) & 31;
  return (bits << shift) | (bits >>> (MASK_DAYS - shift || MASK_DAYS));
}

/** Mask of the days that a mask which ended with `last` still holds when it ends with `day`. */
function keptMask(last: number, day: number): number {
  return day - last >= MASK_DAYS ? 0 : ~lastDays(day, day - last);
}

/** Days from the newest day of a mask to `last`; 32 of an empty one. */
function age(mask: number, last: number): number {
  let days = 0;
  while (days < MASK_DAYS && (mask & (1 << (last - days))) === 0) days++;
  return days;
}

function bitCount(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0xff;
}
