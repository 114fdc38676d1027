import { Column, uint32 } from './column.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const RECORD_BITS = 18;
const MOST_RECORDS = 2 ** RECORD_BITS - 1;
const MESSAGE = 2 ** RECORD_BITS;
const MOST_MESSAGES = 2 ** (32 - RECORD_BITS) - 1;

/** Usage records and messages of a month by row, up to 262 143 and 16 383: four bytes a row. */
export class MonthCounts {
  readonly #counts = new Column(uint32);

  get bytes(): number {
    return this.#counts.bytes;
  }

  /** Counts a record and says how many there are now. */
  add(row: number, isMessage: boolean): number {
    this.#counts.reserve(row);
    const { values } = this.#counts;
    let packed = values[row]!;
    if ((packed & MOST_RECORDS) < MOST_RECORDS) packed++;
    if (isMessage && packed >>> RECORD_BITS < MOST_MESSAGES) packed += MESSAGE;
    values[row] = packed;
    return packed & MOST_RECORDS;
  }

  recordsOf(row: number): number {
    return (this.#counts.values[row] ?? 0) & MOST_RECORDS;
  }

  messagesOf(row: number): number {
    return (this.#counts.values[row] ?? 0) >>> RECORD_BITS;
  }

  clear(): void {
    this.#counts.values.fill(0);
  }

  snapshot(writer: SnapshotWriter): void {
    writer.array('counts', this.#counts.values);
  }

  restore(reader: SnapshotReader): void {
    this.#counts.restore(reader.u32('counts'));
  }
}
