import { createEventBatch, type EventBatch } from './event-batch.ts';
import { TEXT_FIELDS } from './feeds.ts';
import { gatherRows, moveRuns, runsOf } from './gather-rows.ts';

const COLUMNS = [
  'line',
  'time',
  'order',
  'kind',
  'msisdn',
  'identityHi',
  'identityLo',
  'cell',
  'area',
  'direction',
  'peer',
  'peerOperator',
  'durationSeconds',
  'uplinkBytes',
  'downlinkBytes',
  'channel',
] as const;

function copyRow(from: EventBatch, row: number, to: EventBatch, at: number, textShift: number): void {
  for (const name of COLUMNS) {
    const column = to[name];
    if (column.length > 0) column[at] = from[name][row]!;
  }
  const width = TEXT_FIELDS[from.feed].length * 2;
  for (let i = 0; i < width; i++) to.text[at * width + i] = from.text[row * width + i]! + textShift;
}

/** The rows of a batch at the given positions, as a batch over the same bytes. */
export function selectRows(batch: EventBatch, rows: readonly number[] | Uint32Array): EventBatch {
  const selected = createEventBatch(batch.feed, batch.source, rows.length, batch.bytes);
  for (let at = 0; at < rows.length; at++) copyRow(batch, rows[at]!, selected, at, 0);
  selected.length = rows.length;
  return selected;
}

/** Keeps the rows at the given ascending positions, in place. */
export function keepRows(batch: EventBatch, rows: Uint32Array): void {
  const runs = runsOf(rows);
  for (const name of COLUMNS) {
    const column = batch[name];
    if (runs) moveRuns(column, runs);
    else if (column.length > 0) gatherRows(column, column, rows);
  }
  const width = TEXT_FIELDS[batch.feed].length * 2;
  if (runs) moveRuns(batch.text, runs, width);
  else keepTexts(batch.text, width, rows);
  batch.length = rows.length;
}

function keepTexts(text: Uint32Array, width: number, rows: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const from = rows[at]! * width;
    text.copyWithin(at * width, from, from + width);
  }
}

/** Two batches of one feed and source, one after the other. */
export function joinBatches(first: EventBatch, second: EventBatch): EventBatch {
  if (first.length === 0) return second;
  const bytes = new Uint8Array(first.bytes.length + second.bytes.length);
  bytes.set(first.bytes);
  bytes.set(second.bytes, first.bytes.length);
  const joined = createEventBatch(first.feed, first.source, first.length + second.length, bytes);
  for (let row = 0; row < first.length; row++) copyRow(first, row, joined, row, 0);
  for (let row = 0; row < second.length; row++)
    copyRow(second, row, joined, first.length + row, first.bytes.length);
  joined.length = first.length + second.length;
  return joined;
}

/** A batch as plain data for a snapshot; text is kept row by row so that unused bytes are not. */
export function batchToJson(batch: EventBatch): unknown {
  const width = TEXT_FIELDS[batch.feed].length * 2;
  const rows = Array.from({ length: batch.length }, (_, row) => {
    const texts: number[][] = [];
    for (let i = 0; i < width; i += 2) {
      texts.push([...batch.bytes.subarray(batch.text[row * width + i], batch.text[row * width + i + 1])]);
    }
    return { values: COLUMNS.map((name) => numberOrNull(batch[name][row])), texts };
  });
  return { feed: batch.feed, source: batch.source, rows };
}

/** What `batchToJson` wrote. */
export function batchFromJson(state: unknown): EventBatch {
  const saved = state as Pick<EventBatch, 'feed' | 'source'> & {
    rows: { values: (number | null)[]; texts: number[][] }[];
  };
  const bytes = Uint8Array.from(saved.rows.flatMap((row) => row.texts.flat()));
  const batch = createEventBatch(saved.feed, saved.source, saved.rows.length, bytes);
  let at = 0;
  let slice = 0;
  saved.rows.forEach(({ values, texts }, row) => {
    COLUMNS.forEach((name, column) => {
      if (batch[name].length > 0) batch[name][row] = values[column] ?? Number.NaN;
    });
    for (const text of texts) {
      batch.text[slice++] = at;
      batch.text[slice++] = at += text.length;
    }
  });
  batch.length = saved.rows.length;
  return batch;
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
