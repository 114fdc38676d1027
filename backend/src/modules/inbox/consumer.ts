import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import {
  forgetSetAside,
  lockCursor,
  moveCursor,
  selectAfter,
  setAside,
  takeSetAside,
} from './inbox.repository.ts';
import type { ConsumeOptions, InboxHandler } from './inbox.types.ts';

export interface ConsumerOptions extends ConsumeOptions {
  readonly name: string;
  readonly handler: InboxHandler;
  readonly clock: { now(): number };
}

const BATCH = 500;
const TRIES = 8;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 10_000;

/** One who takes detections in order: batch after batch until none is left, then again when woken. */
export class Consumer {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #options: ConsumerOptions;
  readonly #most: number;
  #batch: number;
  /** How many there were the last time, and the first of them. */
  #found = 0;
  #first = 0;
  /** Which one failed all by itself, and how often. */
  #alone = { seq: 0, times: 0 };
  #started = false;
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
        await this.#begin();
        if (await this.#takeBatch()) this.#again = true;
        retryMs = FIRST_RETRY_MS;
      } catch (err) {
        if (this.#stopped) break;
        this.#log.error({ err, batch: this.#batch }, 'detections not taken, tried again');
        // Whatever is wrong with one of them should not hold up the others.
        await this.#blame(err);
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
      this.#first = detections[0]?.seq ?? 0;
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

  /** Puts one aside that has failed all by itself too often. While PostgreSQL is down nothing can be put aside. */
  async #blame(err: unknown): Promise<void> {
    if (this.#found !== 1) return;
    const seq = this.#first;
    this.#alone = { seq, times: seq === this.#alone.seq ? this.#alone.times + 1 : 1 };
    if (this.#alone.times < (this.#options.tries ?? TRIES)) return;
    const { name, clock } = this.#options;
    const reason = err instanceof Error ? err.message : String(err);
    try {
      await this.#database.transaction(async (tx) => {
        await lockCursor(tx, name);
        await setAside(tx, name, seq, reason, clock.now());
        await moveCursor(tx, name, seq);
      });
      this.#log.error({ err, seq }, 'detection put aside: it is tried again at the next start');
    } catch (failed) {
      this.#log.error({ err: failed, seq }, 'detection not put aside');
    }
  }

  /** At the start: those that were put aside, which a new version may be able to take. */
  async #begin(): Promise<void> {
    if (this.#started) return;
    const { name, handler } = this.#options;
    for (let after: number | null = 0; after !== null;) {
      after = await this.#database.transaction(async (tx) => {
        const detection = await takeSetAside(tx, name, after ?? 0);
        if (detection === null) return null;
        try {
          await tx.transaction((part) => handler(part, [detection]));
          await forgetSetAside(tx, name, detection.seq);
        } catch (err) {
          this.#log.error({ err, seq: detection.seq }, 'detection stays put aside');
        }
        return detection.seq;
      });
    }
    this.#started = true;
  }
}
