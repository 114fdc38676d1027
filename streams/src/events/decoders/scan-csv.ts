import { FIELDS, VALUE_TEXT, type RecordSpans } from './fields.ts';
import type { Feed } from '../feeds.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export type CsvScan = 'ok' | 'broken';

/** Which field each column holds; −1 for columns that we do not know. */
export function columnsOf(feed: Feed, header: readonly string[]): Int32Array {
  const names: readonly string[] = FIELDS[feed];
  return Int32Array.from(header, (name) => names.indexOf(name.trim()));
}

/**
 * Finds the values of one delimited record (RFC 4180). `next` is where the following record begins. A quoted field may
 * hold delimiters, doubled quotes and line ends; a record whose quoting is broken ends at its line end.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #columns: Int32Array;
  next = 0;
  /** The last record had quotes, so that it may go over several lines. */
  quoted = false;

  constructor(columns: Int32Array, delimiter = 0x2c) {
    this.#columns = columns;
    this.#delimiter = delimiter;
  }

  scan(bytes: Uint8Array, start: number, end: number, spans: RecordSpans): CsvScan {
    spans.clear();
    spans.bytes = bytes;
    spans.textual = true;
    this.quoted = false;
    const delimiter = this.#delimiter;
    let at = start;
    for (let column = 0; ; column++) {
      if (bytes[at] === QUOTE && at < end) return this.#scanQuoted(bytes, start, end, spans);
      const first = at;
      let byte = LF;
      for (; at < end; at++) {
        byte = bytes[at]!;
        if (byte === delimiter || byte === LF) break;
      }
      if (at < end && byte === delimiter) this.#put(spans, column, first, at++);
      else {
        this.#put(spans, column, first, trimCr(bytes, first, at));
        this.next = at + 1;
        return 'ok';
      }
    }
  }

  #put(spans: RecordSpans, column: number, start: number, end: number): void {
    const field = column < this.#columns.length ? this.#columns[column]! : -1;
    if (field >= 0) spans.set(field, VALUE_TEXT, start, end);
    else if (end > start) spans.unknownFields++;
  }

  /** The whole record again, with quotes: values are unquoted into bytes of their own. */
  #scanQuoted(bytes: Uint8Array, start: number, end: number, spans: RecordSpans): CsvScan {
    spans.clear();
    this.quoted = true;
    const record = readRecord(bytes, start, end, this.#delimiter);
    this.next = record.next;
    if (record.fields === null) return 'broken';
    const scratch = new Uint8Array(record.fields.reduce((sum, field) => sum + field.length, 0));
    let at = 0;
    record.fields.forEach((field, column) => {
      scratch.set(field, at);
      this.#put(spans, column, at, at + field.length);
      at += field.length;
    });
    spans.bytes = scratch;
    return 'ok';
  }
}

function trimCr(bytes: Uint8Array, start: number, end: number): number {
  return end > start && bytes[end - 1] === CR ? end - 1 : end;
}

/** One RFC 4180 record as unquoted fields; `fields` is null when its quoting is broken. */
export function readRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter = 0x2c,
): { fields: Uint8Array[] | null; next: number } {
  const fields: Uint8Array[] = [];
  let at = start;
  for (;;) {
    if (bytes[at] === QUOTE && at < end) {
      const value: number[] = [];
      for (at++; ; at++) {
        if (at >= end) return { fields: null, next: lineEnd(bytes, start, end) };
        if (bytes[at] !== QUOTE) value.push(bytes[at]!);
        else if (bytes[at + 1] === QUOTE && at + 1 < end) value.push(bytes[at++]!);
        else break;
      }
      at++;
      fields.push(Uint8Array.from(value));
      if (bytes[at] === CR && (at + 1 >= end || bytes[at + 1] === LF)) at++;
      if (at < end && bytes[at] !== delimiter && bytes[at] !== LF) {
        return { fields: null, next: lineEnd(bytes, start, end) };
      }
    } else {
      const first = at;
      while (at < end && bytes[at] !== delimiter && bytes[at] !== LF) at++;
      const last = at < end && bytes[at] === delimiter ? at : trimCr(bytes, first, at);
      fields.push(bytes.subarray(first, last));
    }
    if (at >= end || bytes[at] === LF) return { fields, next: at + 1 };
    at++;
  }
}

function lineEnd(bytes: Uint8Array, start: number, end: number): number {
  const at = bytes.indexOf(LF, start);
  return at < 0 || at >= end ? end : at + 1;
}
