import { Column, int32, uint32 } from './column.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** No row. */
export const NONE = -1;

/**
 * On which days somebody was seen resting where: rows of an area and a mask of days, chained by person. Day d is bit
 * d mod 32 of the mask, so a mask tells the last 32 days of its person. 12 bytes a row; places are used again.
 */
export class RestDays {
  readonly #area = new Column(int32, NONE);
  readonly #days = new Column(uint32);
  readonly #next = new Column(int32, NONE);
  #used = 0;
  #free = NONE;

  get bytes(): number {
    return this.#area.bytes + this.#days.bytes + this.#next.bytes;
  }

  areaOf(row: number): number {
    return this.#area.values[row]!;
  }

  daysOf(row: number): number {
    return this.#days.values[row]!;
  }

  nextOf(row: number): number {
    return this.#next.values[row]!;
  }

  /** Marks a day at an area; the first row of the chain afterwards. */
  mark(first: number, area: number, day: number): number {
    for (let row = first; row !== NONE; row = this.#next.values[row]!) {
      if (this.#area.values[row] !== area) continue;
      this.#days.values[row]! |= 1 << day;
      return first;
    }
    const row = this.#place();
    this.#area.values[row] = area;
    this.#days.values[row] = 1 << day;
    this.#next.values[row] = first;
    return row;
  }

  /** Keeps only the days in `mask`; rows without any are given back. The first row of the chain afterwards. */
  keep(first: number, mask: number): number {
    let head = NONE;
    let tail = NONE;
    for (let row = first; row !== NONE;) {
      const next = this.#next.values[row]!;
      this.#days.values[row]! &= mask;
      if (this.#days.values[row] === 0) this.#giveBack(row);
      else {
        if (tail === NONE) head = row;
        else this.#next.values[tail] = row;
        tail = row;
      }
      row = next;
    }
    if (tail !== NONE) this.#next.values[tail] = NONE;
    return head;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('area', this.#area.values.subarray(0, this.#used));
    writer.array('days', this.#days.values.subarray(0, this.#used));
    writer.array('next', this.#next.values.subarray(0, this.#used));
    writer.json('places', { used: this.#used, free: this.#free });
  }

  restore(reader: SnapshotReader): void {
    this.#area.restore(reader.i32('area'));
    this.#days.restore(reader.u32('days'));
    this.#next.restore(reader.i32('next'));
    const { used, free } = reader.json<{ used: number; free: number }>('places');
    this.#used = used;
    this.#free = free;
  }

  #place(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#next.values[free]!;
      return free;
    }
    const row = this.#used++;
    for (const column of [this.#area, this.#days, this.#next]) column.reserve(row);
    return row;
  }

  #giveBack(row: number): void {
    this.#next.values[row] = this.#free;
    this.#free = row;
  }
}
