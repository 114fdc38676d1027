import { createWriter, type Block, type Store, type Writer } from '@tidewall/clickhouse';
import type { PipelineLog } from './pipeline-log.ts';

/**
 * Sends the engine's blocks to the store from the main thread: the rows are encoded, chDB parses on threads of its own,
 * and one process can use one chDB directory from one thread only.
 */
export class StoreWrites {
  readonly #store: Store;
  readonly #writer: Writer;
  readonly #log: PipelineLog;
  #refused = false;
  #closing = false;

  constructor(store: Store, log: PipelineLog) {
    this.#store = store;
    this.#log = log;
    this.#writer = createWriter(store, {
      maxInFlight: 2,
      log: {
        warn: (fields, message) => {
          log('warn', message, fields);
        },
        error: (fields, message) => {
          log('error', message, fields);
        },
      },
    });
  }

  /**
   * Calls back when the rows are acknowledged. Rows that the store refuses for good stay unacknowledged: the journal
   * keeps them until the fault is mended and the server started anew, and back-pressure stops the intake before the
   * disk is full.
   */
  write(block: Block, acknowledged: () => void): void {
    this.#writer.write(block).then(acknowledged, (error: unknown) => {
      // At the end the writer gives up what the store has not taken: the journal has it.
      if (this.#closing) return;
      this.#refused = true;
      this.#log('error', 'rows not stored', { table: block.table, rows: block.rows, reason: String(error) });
    });
  }

  status() {
    const { rowsWritten, rowsPending, insertP99Ms, failing } = this.#writer.status();
    return {
      kind: this.#store.kind,
      rowsWritten,
      rowsPending,
      insertP99Ms,
      failing: failing || this.#refused,
    };
  }

  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    await this.#writer.close(graceMs);
  }
}
