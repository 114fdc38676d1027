import { Column, uint32 } from './column.ts';
import { NO_ROW } from './keyed-rows.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/**
 * Records of somebody in the cells of one set of campuses: of the last days and of the month. Rows are chained by whose
 * they are; places of rows that have gone are used again. 16 bytes a row.
 */
export class SetCounts {
  readonly set = new Column(uint32);
  readonly next = new Column(uint32);
  readonly lately = new Column(uint32);
  readonly month = new Column(uint32);
  #used = 0;
  #free = NO_ROW;

  get bytes(): number {
    return this.#columns().reduce((bytes, [, column]) => bytes + column.bytes, 0);
  }

  /** The row of a set in a chain, `NO_ROW` when there is none. */
  find(first: number, set: number): number {
    let row = first;
    while (row !== NO_ROW && this.set.values[row] !== set) row = this.next.values[row]!;
    return row;
  }

  /** A new row at the head of a chain. */
  add(set: number, first: number): number {
    let row = this.#free;
    if (row === NO_ROW) row = this.#used++;
    else this.#free = this.next.values[row]!;
    for (const [, column] of this.#columns()) column.clear(row);
    this.set.values[row] = set;
    this.next.values[row] = first;
    return row;
  }

  /** Takes a row out of its chain; the head of the chain without it. */
  remove(first: number, row: number): number {
    const after = this.next.values[row]!;
    this.next.values[row] = this.#free;
    this.#free = row;
    if (first === row) return after;
    let before = first;
    while (this.next.values[before] !== row) before = this.next.values[before]!;
    this.next.values[before] = after;
    return first;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('rows', { used: this.#used, free: this.#free });
    for (const [name, column] of this.#columns()) writer.array(name, column.values.subarray(0, this.#used));
  }

  restore(reader: SnapshotReader): void {
    const { used, free } = reader.json<{ used: number; free: number }>('rows');
    this.#used = used;
    this.#free = free;
    for (const [name, column] of this.#columns()) column.restore(reader.u32(name));
  }

  #columns(): [string, Column<Uint32Array>][] {
    return [
      ['set', this.set],
      ['next', this.next],
      ['lately', this.lately],
      ['month', this.month],
    ];
  }
}
