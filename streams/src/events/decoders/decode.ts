import { reuseEventBatch, type EventBatch } from '../event-batch.ts';
import type { Feed } from '../feeds.ts';
import type { LongNumbers } from '../number-key.ts';
import type { Rejection, RejectionCode, SourceChunk } from '../../topology/types.ts';
import { columnsOf, CsvScanner, readRecord } from './scan-csv.ts';
import { RecordSpans } from './fields.ts';
import { countLines, isAscii } from './scan-words.ts';
import { isUtf8 } from './parse.ts';
import { JsonScanner } from './scan-json.ts';
import { RecordValidator, type KnownIds } from './validate.ts';

/** The longest line taken, in bytes without its end. */
export const MAX_LINE_BYTES = 65_536;

const LF = 0x0a;
const CR = 0x0d;

/** What a chunk decodes to. `read` counts records, not blank lines. */
export interface Decoded {
  readonly batch: EventBatch;
  readonly rejections: Rejection[];
  readonly read: number;
  readonly unknownFields: number;
}

/**
 * Decodes and validates chunks of one feed in NDJSON, CSV or mapped columns into batches. Holds no state between
 * chunks. Every record becomes a row or a rejection; memory is about 120 bytes a row besides the chunk itself.
 */
export class FeedDecoder {
  readonly #feed: Feed;
  readonly #json: JsonScanner;
  readonly #validator: RecordValidator;
  readonly #spans = new RecordSpans();

  constructor(feed: Feed, ids: KnownIds, long: LongNumbers) {
    this.#feed = feed;
    this.#json = new JsonScanner(feed);
    this.#validator = new RecordValidator(feed, ids, long);
  }

  /** Rows go into the memory of `used`, a batch of the feed that nobody reads any more, where it is large enough. */
  decode(chunk: SourceChunk, used: EventBatch | null = null): Decoded {
    const run = new DecodeRun(chunk, this.#validator, this.#spans, used);
    this.#spans.unknownFields = 0;
    if (chunk.format.kind === 'ndjson') run.lines(this.#json);
    else run.records(this.#columns(chunk, run));
    return run.finish(this.#spans.unknownFields);
  }

  /** The scanner for delimited text; reads the header when the chunk begins with it. */
  #columns(chunk: SourceChunk, run: DecodeRun): CsvScanner {
    const { format } = chunk;
    if (format.kind === 'mapped') {
      const { columns, delimiter, skipLines = 0 } = format.mapping;
      run.skip(chunk.firstLine === 1 ? skipLines : 0);
      const width = Math.max(0, ...Object.values(columns)) + 1;
      const header = Array.from({ length: width }, (_, at) => {
        return Object.keys(columns).find((name) => columns[name] === at) ?? '';
      });
      return new CsvScanner(columnsOf(this.#feed, header), delimiter.charCodeAt(0));
    }
    const header = format.kind === 'csv' ? format.columns : undefined;
    return new CsvScanner(columnsOf(this.#feed, header ?? run.header()));
  }
}

/** One pass over the bytes of a chunk. */
class DecodeRun {
  readonly #bytes: Uint8Array;
  readonly #validator: RecordValidator;
  readonly #spans: RecordSpans;
  readonly #batch: EventBatch;
  /** No byte of the chunk is above 0x7F, so that no line needs a look. */
  readonly #ascii: boolean;
  readonly #rejections: Rejection[] = [];
  /** Text values that lie outside the chunk's bytes, to be put behind them: [row, scratch]. */
  readonly #apart: [number, Uint8Array][] = [];
  #at = 0;
  #line: number;
  #read = 0;

  constructor(chunk: SourceChunk, validator: RecordValidator, spans: RecordSpans, used: EventBatch | null) {
    this.#bytes = chunk.bytes;
    this.#validator = validator;
    this.#spans = spans;
    this.#line = chunk.firstLine;
    this.#ascii = chunk.ascii ?? isAscii(chunk.bytes);
    if (chunk.bytes[0] === 0xef && chunk.bytes[1] === 0xbb && chunk.bytes[2] === 0xbf) this.#at = 3;
    const capacity = (chunk.lines ?? countLines(chunk.bytes)) + 1;
    this.#batch = reuseEventBatch(used, chunk.feed, chunk.source, capacity, chunk.bytes);
  }

  skip(lines: number): void {
    for (let i = 0; i < lines && this.#at < this.#bytes.length; i++) {
      this.#at = this.#lineEnd() + 1;
      this.#line++;
    }
  }

  header(): string[] {
    while (this.#at < this.#bytes.length && this.#contentEnd(this.#lineEnd()) === this.#at) this.skip(1);
    const record = readRecord(this.#bytes, this.#at, this.#bytes.length);
    this.#line++;
    this.#at = record.next;
    const decoder = new TextDecoder();
    return (record.fields ?? []).map((field) => decoder.decode(field));
  }

  lines(json: JsonScanner): void {
    const bytes = this.#bytes;
    this.#spans.textual = false;
    for (; this.#at < bytes.length; this.#line++) {
      const start = this.#at;
      const stop = this.#lineEnd();
      const end = this.#contentEnd(stop);
      this.#at = stop + 1;
      if (isBlank(bytes, start, end) || !this.#wellFormed(start, end)) continue;
      const scan = json.scan(bytes, start, end, this.#spans);
      if (scan !== 'ok') this.#reject(null, scan);
      else this.#append();
    }
  }

  records(csv: CsvScanner): void {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const start = this.#at;
      if (bytes[start] === LF || (bytes[start] === CR && bytes[start + 1] === LF)) {
        this.skip(1);
        continue;
      }
      const scan = csv.scan(bytes, start, bytes.length, this.#spans);
      this.#at = csv.next;
      const end = Math.min(csv.next - 1, bytes.length);
      if (this.#wellFormed(start, bytes[end - 1] === CR ? end - 1 : end)) {
        if (scan === 'broken') this.#reject(null, 'not-an-object');
        else this.#append();
      }
      this.#line += csv.quoted ? Math.max(1, countLines(bytes.subarray(start, csv.next))) : 1;
    }
  }

  finish(unknownFields: number): Decoded {
    this.#gather();
    return { batch: this.#batch, rejections: this.#rejections, read: this.#read, unknownFields };
  }

  #lineEnd(): number {
    const at = this.#bytes.indexOf(LF, this.#at);
    return at < 0 ? this.#bytes.length : at;
  }

  #contentEnd(end: number): number {
    return end > this.#at && this.#bytes[end - 1] === CR ? end - 1 : end;
  }

  /** Counts the record and refuses it when it is too long or no UTF-8. */
  #wellFormed(start: number, end: number): boolean {
    this.#read++;
    if (end - start > MAX_LINE_BYTES) return this.#refuse(null, 'too-long');
    return this.#ascii || isUtf8(this.#bytes, start, end) || this.#refuse(null, 'not-utf8');
  }

  #refuse(field: string | null, code: RejectionCode): false {
    this.#reject(field, code);
    return false;
  }

  #reject(field: string | null, code: RejectionCode): void {
    this.#rejections.push({ line: this.#line, field, code });
  }

  #append(): void {
    const row = this.#batch.length;
    if (!this.#validator.append(this.#spans, this.#batch, this.#line)) {
      this.#reject(this.#validator.fault.field, this.#validator.fault.code);
    } else if (this.#spans.bytes !== this.#bytes) {
      this.#apart.push([row, this.#spans.bytes]);
    }
  }

  /** Puts unescaped values behind the chunk's bytes and moves their slices there. */
  #gather(): void {
    if (this.#apart.length === 0) return;
    const size = this.#apart.reduce((sum, [, scratch]) => sum + scratch.length, 0);
    const bytes = new Uint8Array(this.#bytes.length + size);
    bytes.set(this.#bytes);
    let base = this.#bytes.length;
    const width = this.#batch.text.length / this.#batch.line.length;
    for (const [row, scratch] of this.#apart) {
      bytes.set(scratch, base);
      for (let i = row * width; i < (row + 1) * width; i++) this.#batch.text[i]! += base;
      base += scratch.length;
    }
    this.#batch.bytes = bytes;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0x20 && bytes[i] !== 0x09) return false;
  return true;
}
