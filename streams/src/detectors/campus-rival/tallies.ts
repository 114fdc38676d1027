import { Column, float64, uint32 } from '../../state/column.ts';
import { KeyedRows, NO_ROW } from '../../state/keyed-rows.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';

const NEVER = Number.NEGATIVE_INFINITY;
/** No quiet time is longer. */
const LONGEST_QUIET_MS = 366 * 86_400_000;

/** What a rival number has to do with known students of a campus, and when that was last said. About 38 bytes each. */
export class Tallies {
  /** By rival number and campus. */
  readonly #rows = new KeyedRows();
  readonly #students = new Column(uint32);
  readonly #communications = new Column(uint32);
  /** Place in order of the last detection, epoch ms. */
  readonly #saidAt = new Column(float64, NEVER);

  get bytes(): number {
    return this.#rows.bytes + this.#students.bytes + this.#communications.bytes + this.#saidAt.bytes;
  }

  /** Some tally of a number; `NO_ROW` when it has none. */
  first(number: number): number {
    return this.#rows.first(number);
  }

  /** Another tally of the same number. */
  after(row: number): number {
    return this.#rows.after(row);
  }

  rows(): Iterable<number> {
    return this.#rows.rows();
  }

  numberOf(row: number): number {
    return this.#rows.keyOf(row);
  }

  campusOf(row: number): number {
    return this.#rows.besideOf(row);
  }

  studentsOf(row: number): number {
    return this.#students.values[row]!;
  }

  communicationsOf(row: number): number {
    return this.#communications.values[row]!;
  }

  saidAt(row: number): number {
    return this.#saidAt.values[row]!;
  }

  say(row: number, time: number): void {
    this.#saidAt.values[row] = time;
  }

  /** More communications with students of a campus, or fewer. */
  add(number: number, campus: number, students: number, communications: number): void {
    let row = this.#rows.find(number, campus);
    if (row === NO_ROW) {
      row = this.#rows.add(number, campus);
      this.#students.clear(row);
      this.#communications.clear(row);
      this.#saidAt.clear(row);
    }
    this.#students.values[row]! += students;
    this.#communications.values[row]! += communications;
  }

  /** Sets all counts to 0. */
  clear(): void {
    this.#students.values.fill(0);
    this.#communications.values.fill(0);
  }

  /** Forgets tallies that count nothing and were not said in a long time. */
  tidy(time: number): void {
    for (const row of this.#rows.rows())
      if (this.#communications.values[row] === 0 && time - this.#saidAt.values[row]! > LONGEST_QUIET_MS)
        this.#rows.remove(row);
  }

  snapshot(writer: SnapshotWriter): void {
    const { used } = this.#rows;
    this.#rows.snapshot(writer);
    writer.array('students', this.#students.values.subarray(0, used));
    writer.array('communications', this.#communications.values.subarray(0, used));
    writer.array('saidAt', this.#saidAt.values.subarray(0, used));
  }

  restore(reader: SnapshotReader): void {
    this.#rows.restore(reader);
    this.#students.restore(reader.u32('students'));
    this.#communications.restore(reader.u32('communications'));
    this.#saidAt.restore(reader.f64('saidAt'));
  }
}
