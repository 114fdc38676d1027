import type { EventBatch } from '@tidewall/streams/events';
import { CodeColumn, WordsColumn } from './columns.ts';
import type { RowContext } from './event-rows.ts';
import { TextColumn } from './text-column.ts';

/** What every event has. */
export class CommonColumns {
  readonly time = new WordsColumn();
  readonly kind = new CodeColumn();
  readonly subscriber = new WordsColumn();
  readonly source = new TextColumn();
  readonly identity = new WordsColumn();
  #sourceName = '';
  #sourceBytes = NOTHING;

  put(at: number, batch: EventBatch, row: number, context: RowContext): void {
    this.time.putTime(at, batch.time[row] ?? 0);
    this.kind.put(at, (batch.kind[row] ?? 0) + 1);
    putPseudonym(this.subscriber, at, batch.msisdn[row] ?? 0, context);
    this.source.put(this.#bytesOf(batch.source));
    this.identity.put(at, batch.identityHi[row] ?? 0, batch.identityLo[row] ?? 0);
  }

  /** Rows of one source follow each other, so remembering the last name is enough. */
  #bytesOf(source: string): Uint8Array {
    if (this.#sourceName !== source) {
      this.#sourceName = source;
      this.#sourceBytes = new TextEncoder().encode(source);
    }
    return this.#sourceBytes;
  }
}

/** The pseudonym of a number; 0 for none. */
export function putPseudonym(column: WordsColumn, at: number, key: number, context: RowContext): void {
  const { pseudonyms } = context;
  pseudonyms.resolve(key, context.long);
  column.put(at, pseudonyms.hi, pseudonyms.lo);
}

export const NOTHING: Uint8Array = new Uint8Array(0);

/** Digits in a row from which on a text that nobody vouches for may be a subscriber number. */
const NUMBER_DIGITS = 7;

/**
 * Puts a text field that names something: as given when it is `known` to the reference data, else only when it cannot
 * hold a subscriber number. A mapping with the number in the wrong column must not bring it into the store.
 */
export function putName(column: TextColumn, batch: EventBatch, slice: number, known: boolean): void {
  const start = batch.text[slice * 2] ?? 0;
  const end = batch.text[slice * 2 + 1] ?? 0;
  column.putSlice(batch.bytes, start, known || !mayHoldNumber(batch.bytes, start, end) ? end : start);
}

function mayHoldNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let run = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    run = byte >= 0x30 && byte <= 0x39 ? run + 1 : 0;
    if (run >= NUMBER_DIGITS) return true;
  }
  return false;
}
