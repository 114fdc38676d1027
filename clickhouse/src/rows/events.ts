import { DIRECTIONS, KINDS, type EventBatch, type Feed, type LongNumbers } from '@tidewall/streams/events';
import { putCount, putDecimal, putTime, putWords } from './digits.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { escapedText, LINE_FEED, MAX_TEXT_BYTES, putBytes, putSlice, TAB } from './text.ts';
import type { TsvBuffer } from './tsv-buffer.ts';

/** What the encoders need besides the batch. */
export interface RowContext {
  readonly pseudonyms: Pseudonyms;
  readonly long: LongNumbers;
  /** Lowest area the row resolves to, TSV-escaped (see `escapedText`); empty when none. */
  areaIdOf(batch: EventBatch, row: number): Uint8Array;
}

/** Appends one row; columns as in `TABLE_COLUMNS`. */
export type RowAppender = (out: TsvBuffer, batch: EventBatch, row: number, context: RowContext) => void;

/** Room for the numbers, names and separators of one row; texts and ids come on top. */
const FIXED_BYTES = 512;
const EMPTY = new Uint8Array(0);

const KIND_BYTES: Readonly<Record<Feed, readonly Uint8Array[]>> = {
  lifecycle: KINDS.lifecycle.map(escapedText),
  signalling: KINDS.signalling.map(escapedText),
  usage: KINDS.usage.map(escapedText),
};
const FEED_BYTES: Readonly<Record<Feed, Uint8Array>> = {
  lifecycle: escapedText('lifecycle'),
  signalling: escapedText('signalling'),
  usage: escapedText('usage'),
};
const DIRECTION_BYTES = [EMPTY, ...DIRECTIONS.map(escapedText)];

const CELL = 0;
const SERVING_AREA = 1;

/** A row of `signalling_events`. */
export const appendSignalling: RowAppender = (out, batch, row, context) => {
  const area = context.areaIdOf(batch, row);
  const source = sourceBytes(batch.source);
  out.reserve(FIXED_BYTES + 5 * 2 * MAX_TEXT_BYTES + area.length + source.length);
  const { bytes } = out;
  let at = putHead(bytes, out.length, batch, row, context);
  at = putText(bytes, at, batch, row, CELL, 5);
  at = putText(bytes, at, batch, row, SERVING_AREA, 5);
  at = putField(bytes, at, area);
  at = putText(bytes, at, batch, row, 2, 5);
  at = putText(bytes, at, batch, row, 3, 5);
  at = putText(bytes, at, batch, row, 4, 5);
  finish(out, putTail(bytes, at, batch, row, source));
};

/** A row of `usage_events`. */
export const appendUsage: RowAppender = (out, batch, row, context) => {
  const area = context.areaIdOf(batch, row);
  const source = sourceBytes(batch.source);
  out.reserve(FIXED_BYTES + 3 * 2 * MAX_TEXT_BYTES + area.length + source.length);
  const { bytes } = out;
  let at = putHead(bytes, out.length, batch, row, context);
  at = putField(bytes, at, DIRECTION_BYTES[batch.direction[row] ?? 0] ?? EMPTY);
  at = putPseudonym(bytes, at, batch.peer[row] ?? 0, context);
  at = putText(bytes, at, batch, row, 2, 3);
  at = putText(bytes, at, batch, row, CELL, 3);
  at = putText(bytes, at, batch, row, SERVING_AREA, 3);
  at = putField(bytes, at, area);
  at = tab(bytes, putDecimal(bytes, at, batch.durationSeconds[row] ?? 0));
  at = tab(bytes, putCount(bytes, at, batch.uplinkBytes[row] ?? 0));
  at = tab(bytes, putCount(bytes, at, batch.downlinkBytes[row] ?? 0));
  finish(out, putTail(bytes, at, batch, row, source));
};

/** A row of `lifecycle_events`. */
export const appendLifecycle: RowAppender = (out, batch, row, context) => {
  const area = context.areaIdOf(batch, row);
  const source = sourceBytes(batch.source);
  out.reserve(FIXED_BYTES + 3 * 2 * MAX_TEXT_BYTES + area.length + source.length);
  const { bytes } = out;
  let at = putHead(bytes, out.length, batch, row, context);
  at = putText(bytes, at, batch, row, 0, 3);
  at = putText(bytes, at, batch, row, 1, 3);
  at = putField(bytes, at, area);
  at = putText(bytes, at, batch, row, 2, 3);
  finish(out, putTail(bytes, at, batch, row, source));
};

/** A row of `late_events`. */
export const appendLate: RowAppender = (out, batch, row, context) => {
  const source = sourceBytes(batch.source);
  out.reserve(FIXED_BYTES + source.length);
  const { bytes } = out;
  let at = putField(bytes, out.length, source);
  at = putField(bytes, at, FEED_BYTES[batch.feed]);
  at = putHead(bytes, at, batch, row, context);
  finish(out, putIdentity(bytes, at, batch, row));
};

/** The encoder of a feed's raw events. */
export const RAW_APPENDER: Readonly<Record<Feed, RowAppender>> = {
  lifecycle: appendLifecycle,
  signalling: appendSignalling,
  usage: appendUsage,
};

/** All rows of a batch, as raw events of its feed or with another encoder. */
export function appendBatch(
  out: TsvBuffer,
  batch: EventBatch,
  context: RowContext,
  append: RowAppender = RAW_APPENDER[batch.feed],
): void {
  for (let row = 0; row < batch.length; row++) append(out, batch, row, context);
}

/** Event time, kind and subscriber. */
function putHead(out: Uint8Array, at: number, batch: EventBatch, row: number, context: RowContext): number {
  at = tab(out, putTime(out, at, batch.time[row] ?? 0));
  at = putField(out, at, KIND_BYTES[batch.feed][batch.kind[row] ?? 0] ?? EMPTY);
  return putPseudonym(out, at, batch.msisdn[row] ?? 0, context);
}

/** Source and identity. */
function putTail(out: Uint8Array, at: number, batch: EventBatch, row: number, source: Uint8Array): number {
  return putIdentity(out, putField(out, at, source), batch, row);
}

function putIdentity(out: Uint8Array, at: number, batch: EventBatch, row: number): number {
  return putWords(out, at, batch.identityHi[row] ?? 0, batch.identityLo[row] ?? 0);
}

function putPseudonym(out: Uint8Array, at: number, key: number, context: RowContext): number {
  const { pseudonyms } = context;
  pseudonyms.resolve(key, context.long);
  return tab(out, putWords(out, at, pseudonyms.hi, pseudonyms.lo));
}

/** Text field `field` of `fields`, see `TEXT_FIELDS`. */
function putText(
  out: Uint8Array,
  at: number,
  batch: EventBatch,
  row: number,
  field: number,
  fields: number,
): number {
  const slice = (row * fields + field) * 2;
  return tab(out, putSlice(out, at, batch.bytes, batch.text[slice] ?? 0, batch.text[slice + 1] ?? 0));
}

function putField(out: Uint8Array, at: number, bytes: Uint8Array): number {
  return tab(out, putBytes(out, at, bytes));
}

function tab(out: Uint8Array, at: number): number {
  out[at] = TAB;
  return at + 1;
}

function finish(out: TsvBuffer, at: number): void {
  out.bytes[at] = LINE_FEED;
  out.length = at + 1;
  out.rows++;
}

/** Batches of one source follow each other, so remembering the last one is enough. */
const lastSource = { name: '', bytes: EMPTY };

function sourceBytes(source: string): Uint8Array {
  if (lastSource.name !== source) {
    lastSource.name = source;
    lastSource.bytes = escapedText(source).slice();
  }
  return lastSource.bytes;
}
