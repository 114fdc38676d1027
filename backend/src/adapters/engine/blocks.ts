import type { EngineBlock } from './handover-rows.ts';

/** Rows of one table on their way out. `take` hands them over in memory of their own and starts anew. */
export interface RowTable<B extends EngineBlock = EngineBlock> {
  readonly table: B['table'];
  readonly rows: number;
  readonly byteLength: number;
  take(token: string): B;
}

/** Detections are waited for by people: they may be cut alone. */
const DETECTIONS: ReadonlySet<string> = new Set<EngineBlock['table']>(['detections', 'handover']);

/**
 * Ends blocks of rows only at places that the journal determines: after a record that brings a table to `maxRows`, and
 * at cuts. So a replay of the same records gives the same blocks under the same tokens: `journal:first-last:table`.
 */
export class BlockBuilder<B extends EngineBlock = EngineBlock> {
  readonly #journalId: string;
  readonly #maxRows: number;
  readonly #tables: readonly RowTable<B>[];
  /** By table: the record that its oldest row comes from. */
  readonly #firstSeq = new Map<RowTable<B>, number>();
  #done: B[] = [];
  #pendingBytes = 0;

  constructor(journalId: string, maxRows: number, tables: readonly RowTable<B>[]) {
    this.#journalId = journalId;
    this.#maxRows = maxRows;
    this.#tables = tables;
  }

  /** Bytes not yet in a block, about. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  pending(scope: 'detections' | 'all'): boolean {
    return this.#tables.some((table) => table.rows > 0 && inScope(table, scope));
  }

  /** Call when the rows of record `seq` have been added. */
  added(seq: number): void {
    this.#pendingBytes = 0;
    for (const table of this.#tables) {
      if (table.rows === 0) continue;
      if (!this.#firstSeq.has(table)) this.#firstSeq.set(table, seq);
      if (table.rows >= this.#maxRows) this.#end(table, seq);
      else this.#pendingBytes += table.byteLength;
    }
  }

  cut(seq: number, scope: 'detections' | 'all'): void {
    for (const table of this.#tables) {
      if (table.rows > 0 && inScope(table, scope)) this.#end(table, seq);
    }
    this.added(seq);
  }

  /** The blocks ended since the last call, in order. */
  take(): B[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #end(table: RowTable<B>, seq: number): void {
    const first = this.#firstSeq.get(table) ?? seq;
    this.#firstSeq.delete(table);
    this.#done.push(table.take(`${this.#journalId}:${first}-${seq}:${table.table}`));
  }
}

function inScope(table: RowTable, scope: 'detections' | 'all'): boolean {
  return scope === 'all' || DETECTIONS.has(table.table);
}
