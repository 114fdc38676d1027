import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import { lockCursor, moveCursor, selectAfter } from './inbox.repository.ts';
import type { ConsumeOptions, InboxHandler } from './inbox.types.ts';

export interface ConsumerOptions extends ConsumeOptions {
  readonly name: string;
  readonly handler: InboxHandler;
}

const BATCH = 500;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 10_000;

/** One who takes detections in order: batch after batch until none is left, then again when woken. */
export class Consumer {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #options: ConsumerOptions;
  readonly #most: number;
  #batch: number;
  /** How many there were the last time. */
  #found = 0;
  #busy = false;
  #running: Promise<void> = Promise.resolve();
  #again = false;
  #stopped = false;

  constructor(database: Database, log: Logger, options: ConsumerOptions) {
    this.#database = database;
    this.#log = log;
    this.#options = options;
    this.#most = options.batch ?? BATCH;
    this.#batch = this.#most;
  }

  wake(): void {
    this.#again = true;
    if (this.#stopped) return;
    if (this.#busy) return;
    this.#busy = true;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (this.#again && !this.#stopped) {
      try {
        this.#again = false;
        if (await this.#takeBatch()) this.#again = true;
        retryMs = FIRST_RETRY_MS;
      } catch (err) {
        if (this.#stopped) break;
        this.#log.error({ err, batch: this.#batch }, 'detections not taken, tried again');
        // Whatever is wrong with one of them should not hold up those before it.
        this.#batch = Math.max(1, Math.floor(Math.min(this.#batch, this.#found) / 2));
        this.#again = true;
        await sleep(retryMs);
        retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
      }
    }
    // In the same turn as the last look at `again`, so that no call is missed.
    this.#busy = false;
  }

  /** False when there was none. */
  async #takeBatch(): Promise<boolean> {
    const { name, types, handler, committed } = this.#options;
    const taken = await this.#database.transaction(async (tx) => {
      const cursor = await lockCursor(tx, name);
      const detections = await selectAfter(tx, cursor, types, this.#batch);
      const last = detections.at(-1);
      this.#found = detections.length;
      if (last === undefined) return 0;
      await handler(tx, detections);
      await moveCursor(tx, name, last.seq);
      return detections.length;
    });
    if (taken === 0) return false;
    this.#batch = Math.min(this.#most, this.#batch * 2);
    committed?.();
    return true;
  }
}
