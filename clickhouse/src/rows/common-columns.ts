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

/** Text slice number `slice` of the batch: row × number of text fields + field, see `TEXT_FIELDS`. */
export function putText(column: TextColumn, batch: EventBatch, slice: number): void {
  column.putSlice(batch.bytes, batch.text[slice * 2] ?? 0, batch.text[slice * 2 + 1] ?? 0);
}

export const NOTHING: Uint8Array = new Uint8Array(0);
