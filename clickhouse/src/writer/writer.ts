import { isPermanent, safeMessage, StoreError } from '../store/errors.ts';
import type { Block } from '../store/store.ts';
import type { InsertTable } from '../store/tables.ts';
import { backoffMs, DEFAULT_BACKOFF, type BackoffOptions } from './backoff.ts';
import { Latencies } from './latencies.ts';
import type { InsertTarget, Writer, WriterOptions, WriterStatus } from './types.ts';

/** A writer over a store. See `Writer`. */
export function createWriter(store: InsertTarget, options: WriterOptions = {}): Writer {
  return new QueueWriter(store, options);
}

interface Waiting {
  readonly block: Block;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class QueueWriter implements Writer {
  readonly #store: InsertTarget;
  readonly #options: WriterOptions;
  readonly #maxInFlight: number;
  readonly #maxRows: number;
  readonly #maxBytes: number;
  readonly #backoff: BackoffOptions;
  readonly #queues = new Map<InsertTable, Waiting[]>();
  readonly #busy = new Set<InsertTable>();
  readonly #failing = new Set<InsertTable>();
  readonly #latencies = new Latencies();
  readonly #givenUp = Promise.withResolvers<void>();
  #readyWaiters: (() => void)[] = [];
  #idleWaiters: (() => void)[] = [];
  #abandoned = false;
  #closed = false;
  #rowsWritten = 0;
  #rowsPending = 0;
  #bytesPending = 0;

  constructor(store: InsertTarget, options: WriterOptions) {
    this.#store = store;
    this.#options = options;
    this.#maxInFlight = options.maxInFlight ?? 2;
    this.#maxRows = options.maxPendingRows ?? 1_000_000;
    this.#maxBytes = options.maxPendingBytes ?? 268_435_456;
    this.#backoff = { ...DEFAULT_BACKOFF, ...options.backoff };
  }

  write(block: Block): Promise<void> {
    if (this.#closed) return Promise.reject(new StoreError('writer-closed', 'the writer is closed'));
    if (block.rows === 0) return Promise.resolve();
    this.#rowsPending += block.rows;
    this.#bytesPending += block.bytes.length;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = this.#queues.get(block.table);
    if (queue === undefined) this.#queues.set(block.table, [{ block, resolve, reject }]);
    else queue.push({ block, resolve, reject });
    this.#pump();
    return promise;
  }

  ready(): Promise<void> {
    if (this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#readyWaiters.push(resolve));
  }

  flush(): Promise<void> {
    if (this.#rowsPending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  status(): WriterStatus {
    return {
      rowsWritten: this.#rowsWritten,
      rowsPending: this.#rowsPending,
      bytesPending: this.#bytesPending,
      insertP50Ms: this.#latencies.percentile(0.5),
      insertP99Ms: this.#latencies.percentile(0.99),
      failing: this.#failing.size > 0,
    };
  }

  async close(graceMs = 30_000): Promise<void> {
    this.#closed = true;
    const timer = setTimeout(() => this.#giveUp(), graceMs);
    await this.flush();
    clearTimeout(timer);
  }

  #hasRoom(): boolean {
    return this.#rowsPending < this.#maxRows && this.#bytesPending < this.#maxBytes;
  }

  /** Starts the next block of every table that has none under way, as far as the limit allows. */
  #pump(): void {
    for (const [table, queue] of this.#queues) {
      if (this.#busy.size >= this.#maxInFlight) return;
      if (this.#busy.has(table)) continue;
      const next = queue.shift();
      if (next === undefined) {
        this.#queues.delete(table);
        continue;
      }
      this.#rotate(table, queue);
      this.#busy.add(table);
      void this.#send(next);
    }
  }

  /** Moves a table to the end, so that a busy table does not starve the others. */
  #rotate(table: InsertTable, queue: Waiting[]): void {
    this.#queues.delete(table);
    this.#queues.set(table, queue);
  }

  async #send(waiting: Waiting): Promise<void> {
    const { block } = waiting;
    try {
      await this.#untilAcknowledged(block);
      this.#rowsWritten += block.rows;
      waiting.resolve();
    } catch (error) {
      waiting.reject(error);
    } finally {
      this.#settle(block);
    }
  }

  #settle(block: Block): void {
    this.#rowsPending -= block.rows;
    this.#bytesPending -= block.bytes.length;
    this.#busy.delete(block.table);
    this.#pump();
    if (this.#hasRoom()) this.#readyWaiters = wake(this.#readyWaiters);
    if (this.#rowsPending === 0) this.#idleWaiters = wake(this.#idleWaiters);
  }

  async #untilAcknowledged(block: Block): Promise<void> {
    for (let attempt = 1; !this.#abandoned; attempt++) {
      const startedAt = performance.now();
      try {
        await this.#store.insert(block);
        this.#acknowledged(block, performance.now() - startedAt);
        return;
      } catch (error) {
        this.#failed(block, error, attempt);
      }
      await this.#pause(backoffMs(attempt, this.#backoff));
    }
    throw new StoreError('writer-closed', 'the writer was closed before the store took the rows');
  }

  #acknowledged(block: Block, milliseconds: number): void {
    this.#failing.delete(block.table);
    this.#latencies.add(milliseconds);
    this.#options.onAck?.(block, milliseconds);
  }

  /** Throws when another attempt is useless. */
  #failed(block: Block, error: unknown, attempt: number): void {
    const permanent = isPermanent(error);
    this.#failing.add(block.table);
    this.#options.onError?.(block, error, permanent);
    const fields = { table: block.table, rows: block.rows, attempt, reason: safeMessage(error) };
    if (permanent) {
      this.#options.log?.error(fields, 'the store refused rows');
      throw new StoreError(
        'insert-refused',
        `the store refused rows of ${block.table}: ${safeMessage(error)}`,
        {
          cause: error,
          details: { table: block.table, token: block.token, rows: block.rows },
        },
      );
    }
    this.#options.log?.warn(fields, 'an insert failed and will be tried again');
  }

  async #pause(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    await Promise.race([promise, this.#givenUp.promise]);
    clearTimeout(timer);
  }

  #giveUp(): void {
    this.#abandoned = true;
    this.#givenUp.resolve();
  }
}

/** Wakes all and leaves none. */
function wake(waiters: readonly (() => void)[]): (() => void)[] {
  for (const waiter of waiters) waiter();
  return [];
}
