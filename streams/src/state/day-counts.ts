import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Most that is counted of one row in a day. */
const MOST = 255;
const FEWEST = 1_024;

interface Day {
  readonly day: number;
  /** By row; rows beyond its length have none. */
  counts: Uint8Array;
}

/** Counts by row and day of the last days: one byte a row and day, up to 255. A day leaves as a whole. */
export class DayCounts {
  /** Oldest first. */
  #days: Day[] = [];
  #today: number;
  /** Counts of today, and the rows of it that are in use. */
  #current: Day | null = null;
  #rows = 0;

  constructor(today = Number.NEGATIVE_INFINITY) {
    this.#today = today;
  }

  get bytes(): number {
    return this.#days.reduce((bytes, { counts }) => bytes + counts.length, 0);
  }

  /** The day that is counted now. */
  get today(): number {
    return this.#today;
  }

  /** Counts one of a row today; false when it cannot be counted any more. */
  add(row: number): boolean {
    const { counts } = this.#current ?? this.#begin();
    if (row >= this.#rows) this.#rows = row + 1;
    if (row >= counts.length) this.#grow(row);
    const { counts: grown } = this.#current!;
    if (grown[row] === MOST) return false;
    grown[row]!++;
    return true;
  }

  /** All that is kept of a row. */
  total(row: number): number {
    let total = 0;
    for (const { counts } of this.#days) total += counts[row] ?? 0;
    return total;
  }

  /** Goes on to a later day and forgets those before `from`, oldest first, telling their counts by row. */
  advance(today: number, from: number, forgotten: (counts: Uint8Array) => void): void {
    if (this.#current) this.#current.counts = this.#current.counts.slice(0, this.#rows);
    this.#current = null;
    this.#today = today;
    while (this.#days.length > 0 && this.#days[0]!.day < from) forgotten(this.#days.shift()!.counts);
  }

  snapshot(writer: SnapshotWriter): void {
    const days = this.#days.map(({ day }) => day);
    writer.json('days', { today: Number.isFinite(this.#today) ? this.#today : null, days });
    for (const each of this.#days) {
      const rows = each === this.#current ? this.#rows : each.counts.length;
      writer.array(`day/${each.day}`, each.counts.subarray(0, rows));
    }
  }

  restore(reader: SnapshotReader): void {
    const { today, days } = reader.json<{ today: number | null; days: number[] }>('days');
    this.#today = today ?? Number.NEGATIVE_INFINITY;
    this.#days = days.map((day) => ({ day, counts: reader.u8(`day/${day}`) }));
    const last = this.#days.at(-1);
    this.#current = last?.day === this.#today ? last : null;
    this.#rows = this.#current?.counts.length ?? 0;
  }

  #begin(): Day {
    const before = this.#days.at(-1)?.counts.length ?? 0;
    this.#current = { day: this.#today, counts: new Uint8Array(Math.max(FEWEST, before)) };
    this.#rows = 0;
    this.#days.push(this.#current);
    return this.#current;
  }

  #grow(row: number): void {
    const { counts } = this.#current!;
    this.#current!.counts = new Uint8Array(Math.max(row + 1, counts.length * 2));
    this.#current!.counts.set(counts);
  }
}
