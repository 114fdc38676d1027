import { Column, int32 } from '../../state/column.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';

/** New numbers of one day in order of time. */
class DayLog {
  readonly offset = new Column(int32);
  readonly area = new Column(int32);
  /** Operator index of the rival, −1 for ours. */
  readonly operator = new Column(int32);
  length = 0;

  get bytes(): number {
    return this.offset.bytes + this.area.bytes + this.operator.bytes;
  }

  add(offset: number, area: number, operator: number): void {
    const at = this.length++;
    for (const column of [this.offset, this.area, this.operator]) column.reserve(at);
    this.offset.values[at] = offset;
    this.area.values[at] = area;
    this.operator.values[at] = operator;
  }
}

/** New numbers of several days, as if all of them had happened on one: in order of time within the day. */
export interface MergedDays {
  readonly length: number;
  /** Milliseconds since local midnight. */
  readonly offset: Int32Array;
  /** Lowest area. */
  readonly area: Int32Array;
  /** Operator index of the rival, −1 for ours. */
  readonly operator: Int32Array;
}

/** Offsets are below 2²⁷ ms (37 h), so offset and row fit into the 53 bits of a double. */
const ROWS = 2 ** 26;

/** Each new number of the last days with its time within the day: 12 bytes each. */
export class NewNumberLog {
  readonly #days = new Map<number, DayLog>();

  get bytes(): number {
    let bytes = 0;
    for (const log of this.#days.values()) bytes += log.bytes;
    return bytes;
  }

  /** Times of one day must not go back. */
  add(day: number, offset: number, area: number, operator: number): void {
    let log = this.#days.get(day);
    if (!log) this.#days.set(day, (log = new DayLog()));
    log.add(offset, area, operator);
  }

  /** Forgets the days before `day`. */
  forgetBefore(day: number): void {
    for (const each of this.#days.keys()) if (each < day) this.#days.delete(each);
  }

  /** The days `from` to `to`, both included; a day without new numbers adds none. */
  merge(from: number, to: number): MergedDays {
    const logs: DayLog[] = [];
    for (let day = from; day <= to; day++) if (this.#days.has(day)) logs.push(this.#days.get(day)!);
    const length = logs.reduce((sum, log) => sum + log.length, 0);
    const offset = concatenated(logs, length, (log) => log.offset.values);
    const area = concatenated(logs, length, (log) => log.area.values);
    const operator = concatenated(logs, length, (log) => log.operator.values);
    const keys = new Float64Array(length);
    for (let row = 0; row < length; row++) keys[row] = offset[row]! * ROWS + row;
    const rows = keys.sort().map((key) => key % ROWS);
    return {
      length,
      offset: offset.map((_, at) => offset[rows[at]!]!),
      area: area.map((_, at) => area[rows[at]!]!),
      operator: operator.map((_, at) => operator[rows[at]!]!),
    };
  }

  snapshot(writer: SnapshotWriter): void {
    const days = [...this.#days].sort(([a], [b]) => a - b);
    writer.json(
      'days',
      days.map(([day, log]) => [day, log.length]),
    );
    const length = days.reduce((sum, [, log]) => sum + log.length, 0);
    const logs = days.map(([, log]) => log);
    for (const name of ['offset', 'area', 'operator'] as const)
      writer.array(
        name,
        concatenated(logs, length, (log) => log[name].values),
      );
  }

  restore(reader: SnapshotReader): void {
    this.#days.clear();
    const offset = reader.i32('offset');
    const area = reader.i32('area');
    const operator = reader.i32('operator');
    let row = 0;
    for (const [day, length] of reader.json<[number, number][]>('days'))
      for (const end = row + length; row < end; row++)
        this.add(day, offset[row]!, area[row]!, operator[row]!);
  }
}

function concatenated(logs: readonly DayLog[], length: number, of: (log: DayLog) => Int32Array): Int32Array {
  const all = new Int32Array(length);
  let at = 0;
  for (const log of logs) {
    all.set(of(log).subarray(0, log.length), at);
    at += log.length;
  }
  return all;
}
