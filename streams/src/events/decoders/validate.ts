import { ABSENT, UNKNOWN, type EventBatch } from '../event-batch.ts';
import { ByteDictionary } from '../byte-dictionary.ts';
import { DATA, DIRECTIONS, FEEDS, KINDS, VOICE, type Feed } from '../feeds.ts';
import { keyOfDigits, MAX_KEY_DIGITS, type LongNumbers } from '../number-key.ts';
import type { RejectionCode } from '../../topology/types.ts';
import {
  FIELDS,
  positionsOf,
  textFieldPositions,
  VALUE_ABSENT,
  VALUE_NUMBER,
  VALUE_TEXT,
  type FieldPositions,
  type RecordSpans,
} from './fields.ts';
import { IdentityHash } from './identity.ts';
import { characterCount, isDigits, parseDecimal, parseDigits, parseEpochNumber, parseTime } from './parse.ts';

/** Ids that records may name, as indexes. Implemented by the reference data. */
export interface KnownIds {
  readonly cells: ByteDictionary;
  readonly areas: ByteDictionary;
  readonly channels: ByteDictionary;
  readonly operators: ByteDictionary;
}

export interface Fault {
  field: string | null;
  code: RejectionCode;
}

const MAX_EVENT_ID_CHARACTERS = 64;

/**
 * Turns the spans of one record into a row of a batch, or says why not. The first fault in the order of the contract's
 * field table counts. One per feed; not reentrant.
 */
export class RecordValidator {
  readonly #feed: Feed;
  readonly #names: readonly string[];
  readonly #kinds: ByteDictionary;
  readonly #directions = new ByteDictionary(DIRECTIONS);
  readonly #ids: KnownIds;
  readonly #long: LongNumbers;
  readonly #hash = new IdentityHash();
  readonly #text: readonly number[];
  readonly #at: FieldPositions;
  readonly fault: Fault = { field: null, code: 'missing' };

  constructor(feed: Feed, ids: KnownIds, long: LongNumbers) {
    this.#feed = feed;
    this.#names = FIELDS[feed];
    this.#kinds = new ByteDictionary(KINDS[feed]);
    this.#ids = ids;
    this.#long = long;
    this.#text = textFieldPositions(feed);
    this.#at = positionsOf(feed);
  }

  /** Appends the record to the batch (`batch.length` grows) and returns true, or sets `fault` and returns false. */
  append(spans: RecordSpans, batch: EventBatch, line: number): boolean {
    const row = batch.length;
    const read =
      this.#eventTime(spans, batch, row) &&
      this.#kind(spans, batch, row) &&
      this.#msisdn(spans, batch, row) &&
      (this.#feed === 'lifecycle'
        ? this.#lifecycle(spans, batch, row)
        : this.#feed === 'usage'
          ? this.#usage(spans, batch, row)
          : this.#signalling(spans, batch, row)) &&
      this.#eventId(spans);
    if (!read) return false;
    batch.line[row] = line;
    this.#identify(spans, batch, row);
    this.#slices(spans, batch, row);
    batch.length = row + 1;
    return true;
  }

  #fail(field: number | null, code: RejectionCode): boolean {
    this.fault.field = field === null ? null : this.#names[field]!;
    this.fault.code = code;
    return false;
  }

  #eventTime(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    const kind = spans.kind[0]!;
    if (kind === VALUE_ABSENT) return this.#fail(0, 'missing');
    const start = spans.start[0]!;
    const end = spans.end[0]!;
    const time =
      kind === VALUE_TEXT
        ? parseTime(spans.bytes, start, end)
        : kind === VALUE_NUMBER
          ? parseEpochNumber(spans.bytes, start, end)
          : Number.NaN;
    if (Number.isNaN(time)) return this.#fail(0, 'not-a-time');
    batch.time[row] = time;
    return true;
  }

  #kind(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    if (spans.kind[1] === VALUE_ABSENT) return this.#fail(1, 'missing');
    const code =
      spans.kind[1] === VALUE_TEXT ? this.#kinds.find(spans.bytes, spans.start[1]!, spans.end[1]!) : -1;
    if (code < 0) return this.#fail(1, 'not-allowed');
    batch.kind[row] = code;
    return true;
  }

  #number(spans: RecordSpans, field: number, shortest: number, longest: number): number {
    const start = spans.start[field]!;
    const end = spans.end[field]!;
    const length = end - start;
    if (spans.kind[field] !== VALUE_TEXT) return this.#noNumber(field, 'not-digits');
    if (length > MAX_KEY_DIGITS) return this.#longNumber(spans, field, longest);
    const value = parseDigits(spans.bytes, start, end);
    if (Number.isNaN(value)) return this.#noNumber(field, 'not-digits');
    return length < shortest ? this.#noNumber(field, 'wrong-length') : keyOfDigits(value, length);
  }

  #longNumber(spans: RecordSpans, field: number, longest: number): number {
    const start = spans.start[field]!;
    const end = spans.end[field]!;
    if (!isDigits(spans.bytes, start, end)) return this.#noNumber(field, 'not-digits');
    if (end - start > longest) return this.#noNumber(field, 'wrong-length');
    return this.#long.keyOf(String.fromCharCode(...spans.bytes.subarray(start, end)));
  }

  #noNumber(field: number, code: RejectionCode): number {
    this.#fail(field, code);
    return Number.NaN;
  }

  #msisdn(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    if (spans.kind[2] === VALUE_ABSENT) return this.#fail(2, 'missing');
    const key = this.#number(spans, 2, 7, 15);
    if (Number.isNaN(key)) return false;
    batch.msisdn[row] = key;
    return true;
  }

  /** Index of an id, or null after a fault. */
  #id(spans: RecordSpans, field: number, dictionary: ByteDictionary): number | null {
    const kind = spans.kind[field]!;
    if (kind === VALUE_ABSENT) return ABSENT;
    if (kind !== VALUE_TEXT) {
      this.#fail(field, 'not-allowed');
      return null;
    }
    const index = dictionary.find(spans.bytes, spans.start[field]!, spans.end[field]!);
    return index < 0 ? UNKNOWN : index;
  }

  #place(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    const cell = this.#id(spans, this.#at.cell, this.#ids.cells);
    if (cell === null) return false;
    const area = this.#id(spans, this.#at.area, this.#ids.areas);
    if (area === null) return false;
    batch.cell[row] = cell;
    batch.area[row] = area;
    return true;
  }

  #texts(spans: RecordSpans, from: number, to: number): boolean {
    for (let field = from; field < to; field++) {
      const kind = spans.kind[field]!;
      if (kind !== VALUE_ABSENT && kind !== VALUE_TEXT) return this.#fail(field, 'not-allowed');
    }
    return true;
  }

  #signalling(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    if (!this.#place(spans, batch, row)) return false;
    if (batch.cell[row] === ABSENT && batch.area[row] === ABSENT) return this.#fail(null, 'place-missing');
    return this.#texts(spans, 6, this.#names.length);
  }

  /** An amount: NaN when absent; null after a fault. */
  #amount(spans: RecordSpans, field: number, required: boolean): number | null {
    const kind = spans.kind[field]!;
    if (kind === VALUE_ABSENT) {
      if (!required) return Number.NaN;
      this.#fail(field, 'missing');
      return null;
    }
    const readable = kind === VALUE_NUMBER || (kind === VALUE_TEXT && spans.textual);
    const value = readable ? parseDecimal(spans.bytes, spans.start[field]!, spans.end[field]!) : Number.NaN;
    if (Number.isNaN(value) || value < 0) {
      this.#fail(field, value < 0 ? 'negative' : 'not-allowed');
      return null;
    }
    return value;
  }

  #party(spans: RecordSpans, batch: EventBatch, row: number, required: boolean): boolean {
    const direction = this.#at.direction;
    batch.direction[row] = 0;
    if (spans.kind[direction] !== VALUE_ABSENT) {
      const code =
        spans.kind[direction] === VALUE_TEXT
          ? this.#directions.find(spans.bytes, spans.start[direction]!, spans.end[direction]!)
          : -1;
      if (code < 0) return this.#fail(direction, 'not-allowed');
      batch.direction[row] = code + 1;
    } else if (required) return this.#fail(direction, 'missing');
    const peer = this.#at.peer;
    batch.peer[row] = 0;
    if (spans.kind[peer] !== VALUE_ABSENT) {
      const key = this.#number(spans, peer, 1, 20);
      if (Number.isNaN(key)) return false;
      batch.peer[row] = key;
    } else if (required) return this.#fail(peer, 'missing');
    const operator = this.#id(spans, this.#at.operator, this.#ids.operators);
    if (operator === null) return false;
    batch.peerOperator[row] = operator;
    return true;
  }

  #usage(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    const data = batch.kind[row] === DATA;
    if (!this.#party(spans, batch, row, !data)) return false;
    const duration = this.#amount(spans, this.#at.duration, batch.kind[row] === VOICE);
    if (duration === null) return false;
    const uplink = this.#amount(spans, this.#at.uplink, data);
    if (uplink === null) return false;
    const downlink = this.#amount(spans, this.#at.downlink, data);
    if (downlink === null) return false;
    batch.durationSeconds[row] = duration;
    batch.uplinkBytes[row] = uplink;
    batch.downlinkBytes[row] = downlink;
    return this.#place(spans, batch, row);
  }

  #lifecycle(spans: RecordSpans, batch: EventBatch, row: number): boolean {
    const channel = this.#id(spans, 3, this.#ids.channels);
    if (channel === null) return false;
    const area = this.#id(spans, 4, this.#ids.areas);
    if (area === null) return false;
    batch.channel[row] = channel;
    batch.area[row] = area;
    return this.#texts(spans, 5, 6);
  }

  #eventId(spans: RecordSpans): boolean {
    const field = this.#at.eventId;
    const kind = spans.kind[field]!;
    if (kind === VALUE_ABSENT) return true;
    if (kind !== VALUE_TEXT) return this.#fail(field, 'not-allowed');
    const start = spans.start[field]!;
    const end = spans.end[field]!;
    if (end - start <= MAX_EVENT_ID_CHARACTERS) return true;
    return (
      characterCount(spans.bytes, start, end) <= MAX_EVENT_ID_CHARACTERS || this.#fail(field, 'wrong-length')
    );
  }

  #identify(spans: RecordSpans, batch: EventBatch, row: number): void {
    const hash = this.#hash;
    hash.start(FEEDS.indexOf(this.#feed) + 1);
    const eventId = this.#at.eventId;
    if (spans.kind[eventId] === VALUE_TEXT) {
      hash.bytes(eventId, spans.bytes, spans.start[eventId]!, spans.end[eventId]!);
    } else {
      hash.number(0, batch.time[row]!);
      for (let field = 1; field < this.#names.length; field++) {
        if (spans.kind[field] !== VALUE_ABSENT) this.#identifyField(spans, batch, row, field);
      }
    }
    batch.identityHi[row] = hash.hi;
    batch.identityLo[row] = hash.lo;
  }

  #identifyField(spans: RecordSpans, batch: EventBatch, row: number, field: number): void {
    const { duration, uplink, downlink } = this.#at;
    if (field === duration) this.#hash.number(field, batch.durationSeconds[row]!);
    else if (field === uplink) this.#hash.number(field, batch.uplinkBytes[row]!);
    else if (field === downlink) this.#hash.number(field, batch.downlinkBytes[row]!);
    else this.#hash.bytes(field, spans.bytes, spans.start[field]!, spans.end[field]!);
  }

  #slices(spans: RecordSpans, batch: EventBatch, row: number): void {
    const fields = this.#text;
    let at = row * fields.length * 2;
    for (const field of fields) {
      const present = spans.kind[field] === VALUE_TEXT;
      batch.text[at++] = present ? spans.start[field]! : 0;
      batch.text[at++] = present ? spans.end[field]! : 0;
    }
  }
}
