import { Column, float64, uint32 } from './column.ts';
import { hashKey } from './key-index.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** No row. */
export const NO_ROW = 0xffff_ffff;

/** Number keys are never 0. */
const FREE = 0;
const FEWEST = 1_024;

/**
 * Rows by a number key and a whole number beside it (below 2³²): state lives in columns beside. Rows of one key can be
 * gone through unless `spread`, which keeps keys with very many rows fast. Places of rows that have gone are used again.
 * 20 to 24 bytes a row.
 */
export class KeyedRows {
  readonly #spread: boolean;
  readonly #keys = new Column(float64);
  readonly #besides = new Column(uint32);
  readonly #next = new Column(uint32);
  #buckets = new Uint32Array(FEWEST).fill(NO_ROW);
  #used = 0;
  #free = NO_ROW;
  #size = 0;

  constructor(spread = false) {
    this.#spread = spread;
  }

  /** Rows that were ever in use: state beside them is this long. */
  get used(): number {
    return this.#used;
  }

  get bytes(): number {
    return this.#keys.bytes + this.#besides.bytes + this.#next.bytes + this.#buckets.byteLength;
  }

  keyOf(row: number): number {
    return this.#keys.values[row]!;
  }

  besideOf(row: number): number {
    return this.#besides.values[row]!;
  }

  /** Rows in use. */
  *rows(): Iterable<number> {
    for (let row = 0; row < this.#used; row++) if (this.#keys.values[row] !== FREE) yield row;
  }

  find(key: number, beside: number): number {
    let row = this.#buckets[this.#bucket(key, beside)]!;
    while (row !== NO_ROW && (this.#keys.values[row] !== key || this.#besides.values[row] !== beside))
      row = this.#next.values[row]!;
    return row;
  }

  /** Some row of a key; not when `spread`. */
  first(key: number): number {
    return this.#seek(this.#buckets[this.#bucket(key, 0)]!, key);
  }

  /** Another row of the key of a row; `NO_ROW` after the last. */
  after(row: number): number {
    return this.#seek(this.#next.values[row]!, this.#keys.values[row]!);
  }

  /** A row that is not there yet. */
  add(key: number, beside: number): number {
    let row = this.#free;
    if (row === NO_ROW) row = this.#used++;
    else this.#free = this.#next.values[row]!;
    this.#keys.reserve(row);
    this.#besides.reserve(row);
    this.#next.reserve(row);
    this.#keys.values[row] = key;
    this.#besides.values[row] = beside;
    if (++this.#size > this.#buckets.length) this.#rehash(this.#buckets.length * 2);
    else this.#link(row);
    return row;
  }

  remove(row: number): void {
    const bucket = this.#bucket(this.#keys.values[row]!, this.#besides.values[row]!);
    const after = this.#next.values[row]!;
    if (this.#buckets[bucket] === row) this.#buckets[bucket] = after;
    else {
      let before = this.#buckets[bucket]!;
      while (this.#next.values[before] !== row) before = this.#next.values[before]!;
      this.#next.values[before] = after;
    }
    this.#keys.values[row] = FREE;
    this.#next.values[row] = this.#free;
    this.#free = row;
    this.#size--;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('rows', { free: this.#free, size: this.#size });
    writer.array('keys', this.#keys.values.subarray(0, this.#used));
    writer.array('besides', this.#besides.values.subarray(0, this.#used));
    writer.array('next', this.#next.values.subarray(0, this.#used));
  }

  restore(reader: SnapshotReader): void {
    const { free, size } = reader.json<{ free: number; size: number }>('rows');
    const keys = reader.f64('keys');
    this.#used = keys.length;
    this.#free = free;
    this.#size = size;
    this.#keys.restore(keys);
    this.#besides.restore(reader.u32('besides'));
    this.#next.restore(reader.u32('next'));
    let buckets = FEWEST;
    while (buckets < size) buckets *= 2;
    this.#rehash(buckets);
  }

  #seek(from: number, key: number): number {
    let row = from;
    while (row !== NO_ROW && this.#keys.values[row] !== key) row = this.#next.values[row]!;
    return row;
  }

  #bucket(key: number, beside: number): number {
    const hash = this.#spread ? hashKey(key) ^ Math.imul(beside + 1, 0x9e3779b1) : hashKey(key);
    return hash & (this.#buckets.length - 1);
  }

  #link(row: number): void {
    const bucket = this.#bucket(this.#keys.values[row]!, this.#besides.values[row]!);
    this.#next.values[row] = this.#buckets[bucket]!;
    this.#buckets[bucket] = row;
  }

  #rehash(buckets: number): void {
    this.#buckets = new Uint32Array(buckets).fill(NO_ROW);
    for (const row of this.rows()) this.#link(row);
  }
}
