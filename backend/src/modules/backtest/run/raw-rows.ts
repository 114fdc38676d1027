import {
  ABSENT,
  createEventBatch,
  UNKNOWN,
  type EventBatch,
  type Feed,
  type ReferenceIds,
} from '@tidewall/streams';
import { isPersonal } from './synthetic-reference.ts';
import type { SyntheticNumbers } from './synthetic-numbers.ts';

const TWO_TO_32 = 4_294_967_296;
const NO_BYTES = new Uint8Array(0);
/** Bytes of the shortest row: fixed columns and a length byte a text. */
const SHORTEST_ROW: Readonly<Record<Feed, number>> = { lifecycle: 28, signalling: 28, usage: 62 };

/** Reads ClickHouse's RowBinary: little-endian, texts behind their length. */
class RowReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  /** Of the last text: `bytes[start … end)`. */
  start = 0;
  end = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  u8(): number {
    return this.#bytes[this.#at++]!;
  }

  u32(): number {
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  f64(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** Epoch milliseconds. */
  time(): number {
    const lo = this.u32();
    return lo + this.u32() * TWO_TO_32;
  }

  text(): void {
    let length = 0;
    let byte = 128;
    for (let scale = 1; byte >= 128; scale *= 128) {
      byte = this.u8();
      length += (byte & 127) * scale;
    }
    this.start = this.#at;
    this.end = this.#at += length;
  }

  string(): string {
    this.text();
    return this.decode(this.start, this.end);
  }

  /** Whether the last text is the one at `[start, end)` too. */
  repeats(start: number, end: number): boolean {
    if (this.end - this.start !== end - start) return false;
    for (let i = 0; i < end - start; i++) {
      if (this.#bytes[this.start + i] !== this.#bytes[start + i]) return false;
    }
    return true;
  }

  decode(start: number, end: number): string {
    return new TextDecoder().decode(this.#bytes.subarray(start, end));
  }

  /** Index of the next text in a dictionary. */
  id(dictionary: ReferenceIds['areas']): number {
    this.text();
    if (this.start === this.end) return ABSENT;
    const index = dictionary.find(this.#bytes, this.start, this.end);
    return index < 0 ? UNKNOWN : index;
  }
}

/** Adds the rows of `raw-numbers.sql`. */
export function readNumbers(bytes: Uint8Array, numbers: SyntheticNumbers): void {
  const rows = new RowReader(bytes);
  while (!rows.done) {
    const lo = rows.u32();
    const hi = rows.u32();
    const digits = rows.u8();
    const operator = rows.string();
    numbers.add({ hi, lo }, isPersonal(digits), operator, rows.string());
  }
}

/** The rows of `raw-lifecycle.sql`, `raw-signalling.sql` or `raw-usage.sql`: a batch a source. */
export function readEvents(
  feed: Feed,
  bytes: Uint8Array,
  ids: ReferenceIds,
  numbers: SyntheticNumbers,
): EventBatch[] {
  const capacity = Math.ceil(bytes.length / SHORTEST_ROW[feed]);
  const all = createEventBatch(feed, '', capacity, NO_BYTES);
  const rows = new RowReader(bytes);
  const batches: EventBatch[] = [];
  let first = 0;
  let source = { start: 0, end: 0 };
  let at = 0;
  while (!rows.done) {
    all.time[at] = all.order[at] = rows.time();
    all.kind[at] = rows.u8();
    all.msisdn[at] = numberOf(rows, numbers);
    all.identityLo[at] = rows.u32();
    all.identityHi[at] = rows.u32();
    rows.text();
    if (at === 0 || !rows.repeats(source.start, source.end)) {
      if (at > first) batches.push(part(all, first, at, rows.decode(source.start, source.end)));
      first = at;
      source = { start: rows.start, end: rows.end };
    }
    if (feed === 'usage') readUsage(rows, all, at, ids, numbers);
    if (feed === 'lifecycle') all.channel[at] = rows.id(ids.channels);
    else all.cell[at] = rows.id(ids.cells);
    all.area[at] = rows.id(ids.areas);
    at++;
  }
  if (at > first) batches.push(part(all, first, at, rows.decode(source.start, source.end)));
  return batches;
}

/** No events of a source. */
export function noEvents(feed: Feed, source: string): EventBatch {
  return createEventBatch(feed, source, 0, NO_BYTES);
}

/** Rows `[from, to)` as a batch of their own over the same memory. */
function part(all: EventBatch, from: number, to: number, source: string): EventBatch {
  const columns = Object.entries(all).map(([name, value]: [string, unknown]) => [
    name,
    ArrayBuffer.isView(value) && name !== 'bytes' && name !== 'text' ? rowsOf(value, from, to) : value,
  ]);
  return { ...(Object.fromEntries(columns) as EventBatch), source, length: to - from };
}

/** Columns that the feed does not have are empty and stay so. */
function rowsOf(column: ArrayBufferView, from: number, to: number): ArrayBufferView {
  return (column as Float64Array).subarray(from, to);
}

function readUsage(
  rows: RowReader,
  batch: EventBatch,
  at: number,
  ids: ReferenceIds,
  numbers: SyntheticNumbers,
): void {
  batch.direction[at] = rows.u8();
  batch.peer[at] = numberOf(rows, numbers);
  batch.durationSeconds[at] = rows.f64();
  batch.uplinkBytes[at] = rows.f64();
  batch.downlinkBytes[at] = rows.f64();
  batch.peerOperator[at] = rows.id(ids.operators);
}

function numberOf(rows: RowReader, numbers: SyntheticNumbers): number {
  const lo = rows.u32();
  return numbers.keyOf(rows.u32(), lo);
}
