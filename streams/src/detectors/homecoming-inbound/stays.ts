import { Column, float64, int32 } from '../../state/column.ts';
import { compactRows } from '../../state/compact-rows.ts';
import type { FactBatch } from '../../state/facts.ts';
import { KeyIndex } from '../../state/key-index.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';

const DAY_MS = 86_400_000;
/** Whoever has not been seen for so long is forgotten. */
const FORGET_MS = 366 * DAY_MS;
const FEW = 4_096;
const NEVER = Number.NEGATIVE_INFINITY;

/** Where visitors dwell, as the shards tell it, and which visits have been said. About 70 bytes a number that has dwelt. */
export class Stays {
  readonly #index = new KeyIndex();
  readonly #county = new Column(int32, -1);
  readonly #area = new Column(int32, -1);
  readonly #since = new Column(float64, NEVER);
  readonly #visit = new Column(float64, NEVER);
  readonly #said = new Column(float64, NEVER);
  readonly #seen = new Column(float64, NEVER);
  #sweepAt = FEW;

  get bytes(): number {
    let bytes = this.#index.bytes;
    for (const column of this.#columns()) bytes += column.bytes;
    return bytes;
  }

  /** Forgets those long gone, from time to time: rows change, so not while some are being looked at. */
  sweep(time: number): void {
    if (this.#index.size < this.#sweepAt) return;
    const seen = this.#seen.values;
    compactRows(this.#index, this.#columns(), (row) => time - seen[row]! < FORGET_MS);
    this.#sweepAt = Math.max(FEW, 2 * this.#index.size);
  }

  /** Takes a VISIT fact; the row of its number. */
  take(facts: FactBatch, fact: number): number {
    const row = this.#rowOf(facts.number[fact]!);
    this.#county.values[row] = facts.home[fact]!;
    this.#area.values[row] = facts.area[fact]!;
    this.#since.values[row] = facts.since[fact]!;
    this.#visit.values[row] = facts.visit[fact]!;
    this.#seen.values[row] = facts.order[fact]!;
    return row;
  }

  /** The row of a number that has dwelt, −1 when it never has. */
  find(key: number): number {
    return this.#index.find(key);
  }

  /** Whether the number dwells at a time and its visit has not been said. */
  isOpen(row: number, time: number): boolean {
    return (
      this.#county.values[row]! >= 0 &&
      this.#said.values[row] !== this.#visit.values[row] &&
      time - this.#seen.values[row]! < FORGET_MS
    );
  }

  keyOf(row: number): number {
    return this.#index.keyAt(row);
  }

  /** County of the dwell. */
  countyOf(row: number): number {
    return this.#county.values[row]!;
  }

  /** Lowest known area of the latest observation. */
  areaOf(row: number): number {
    return this.#area.values[row]!;
  }

  /** Beginning of the dwell, epoch ms. */
  sinceOf(row: number): number {
    return this.#since.values[row]!;
  }

  /** Beginning of the visit, epoch ms. */
  visitOf(row: number): number {
    return this.#visit.values[row]!;
  }

  /** The visit has been said. */
  say(row: number): void {
    this.#said.values[row] = this.#visit.values[row]!;
  }

  snapshot(writer: SnapshotWriter): void {
    const { size } = this.#index;
    writer.array('numbers', this.#index.keys());
    writer.array('county', this.#county.values.subarray(0, size));
    writer.array('area', this.#area.values.subarray(0, size));
    writer.array('since', this.#since.values.subarray(0, size));
    writer.array('visit', this.#visit.values.subarray(0, size));
    writer.array('said', this.#said.values.subarray(0, size));
    writer.array('seen', this.#seen.values.subarray(0, size));
    writer.json('sweepAt', this.#sweepAt);
  }

  restore(reader: SnapshotReader): void {
    this.#index.restore(reader.f64('numbers'));
    this.#county.restore(reader.i32('county'));
    this.#area.restore(reader.i32('area'));
    this.#since.restore(reader.f64('since'));
    this.#visit.restore(reader.f64('visit'));
    this.#said.restore(reader.f64('said'));
    this.#seen.restore(reader.f64('seen'));
    this.#sweepAt = reader.json('sweepAt');
  }

  #rowOf(key: number): number {
    const before = this.#index.size;
    const row = this.#index.add(key);
    if (row === before) for (const column of this.#columns()) column.clear(row);
    return row;
  }

  #columns(): Column<Float64Array | Int32Array>[] {
    return [this.#county, this.#area, this.#since, this.#visit, this.#said, this.#seen];
  }
}
