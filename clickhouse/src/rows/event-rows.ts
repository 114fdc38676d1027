import type { EventBatch, LongNumbers } from '@tidewall/streams/events';
import type { Block } from '../store/store.ts';
import type { EventTable } from '../store/tables.ts';
import type { Column } from './columns.ts';
import { nativeBlock } from './native-block.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What rows need besides the batch. */
export interface RowContext {
  readonly pseudonyms: Pseudonyms;
  readonly long: LongNumbers;
  /** Id (UTF-8) of the lowest area that the row resolves to; empty when none. */
  areaIdOf(batch: EventBatch, row: number): Uint8Array;
}

/**
 * Rows of one table on their way to the store, kept as columns: no string and no object a row.
 *
 * Rows may come from many batches. Raw numbers are turned into pseudonyms here and go no further.
 */
export abstract class EventRows {
  readonly table: EventTable;
  /** Rows held. */
  rows = 0;
  #capacity = 0;

  protected constructor(table: EventTable) {
    this.table = table;
  }

  /** Bytes of the block that `take` would give now, about. */
  get byteLength(): number {
    return this.columns().reduce((sum, column) => sum + column.byteLength(this.rows), 0);
  }

  /** Adds one row. */
  append(batch: EventBatch, row: number, context: RowContext): void {
    if (this.rows === this.#capacity) this.#grow();
    this.put(this.rows, batch, row, context);
    this.rows++;
  }

  /** Adds all rows of a batch. */
  appendBatch(batch: EventBatch, context: RowContext): void {
    for (let row = 0; row < batch.length; row++) this.append(batch, row, context);
  }

  /** Hands the rows over as a block of its own memory (it may be transferred to another thread) and starts anew. */
  take(token: string): Block {
    const columns = this.columns();
    const block = {
      table: this.table,
      token,
      bytes: nativeBlock(this.table, columns, this.rows),
      rows: this.rows,
    };
    for (const column of columns) column.clear();
    this.rows = 0;
    return block;
  }

  /** In the order of `EVENT_COLUMNS`. */
  protected abstract columns(): readonly Column[];
  protected abstract put(at: number, batch: EventBatch, row: number, context: RowContext): void;

  #grow(): void {
    this.#capacity = Math.max(1024, this.#capacity * 2);
    for (const column of this.columns()) column.grow(this.#capacity);
  }
}
