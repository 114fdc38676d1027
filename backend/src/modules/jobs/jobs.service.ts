import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';

/** What a job carries: anything that JSON can. Never a subscriber's number. */
export type JobData = Readonly<Record<string, unknown>>;

export interface SendOptions {
  /** The same key is sent once, however often it is asked for; needed for timers. */
  readonly key?: string;
  /** Not before this time of the system's clock, epoch milliseconds. */
  readonly at?: number;
  /** The job exists when, and only when, this transaction is committed. */
  readonly tx?: Transaction;
}

interface Envelope {
  readonly data: JobData;
  readonly key: string | null;
  readonly at: number | null;
  /** How often it was sent again because the clock had not got there. */
  readonly again: number;
}

export type JobHandler = (data: JobData) => Promise<void>;

/** A job whose process has died is taken up again within half a minute, not after the quarter of an hour it may take. */
const QUEUE = { retryLimit: 8, retryDelay: 1, retryBackoff: true, heartbeatSeconds: 10 } as const;
const SUPERVISE_SECONDS = 10;
const STOP_MS = 5_000;

/**
 * Durable jobs and timers (pg-boss on our PostgreSQL): a job survives restarts and is handled at least once, so handlers
 * are idempotent. A timer that came due while the server was down fires at the start.
 */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #boss: PgBoss;
  readonly #clock: SystemClock;
  readonly #logger: Logger;
  readonly #handlers = new Map<string, JobHandler>();
  readonly #started = Promise.withResolvers<void>();

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(SYSTEM_CLOCK) clock: SystemClock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#clock = clock;
    this.#logger = logger.child({ module: 'jobs' });
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => database.executeSql(text, values) },
      schedule: false,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
    });
    this.#boss.on('error', (err) => this.#logger.error({ err }, 'job queue failed'));
    this.#started.promise.catch(() => undefined);
  }

  /** Says who handles a queue; in `onModuleInit`, before anything runs. */
  handle(queue: string, handler: JobHandler): void {
    this.#handlers.set(queue, handler);
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.#boss.start();
      for (const queue of this.#handlers.keys()) {
        await this.#boss.createQueue(queue, QUEUE);
        // One that an older version has made.
        await this.#boss.updateQueue(queue, QUEUE);
      }
      // Before any job runs: one that sends another waits for this within its transaction, which may hold the only connection.
      this.#started.resolve();
      for (const [queue, handler] of this.#handlers)
        await this.#boss.work<Envelope>(
          queue,
          { pollingIntervalSeconds: 0.5, batchSize: 20 },
          async (jobs) => {
            for (const job of jobs) await this.#run(queue, job.data, handler);
          },
        );
    } catch (error) {
      this.#started.reject(error);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: STOP_MS });
  }

  async send(queue: string, data: JobData, { key, at, tx }: SendOptions = {}): Promise<void> {
    await this.#started.promise;
    await this.#enqueue(queue, { data, key: key ?? null, at: at ?? null, again: 0 }, tx);
  }

  async #enqueue(queue: string, envelope: Envelope, tx?: Transaction): Promise<void> {
    const { key, at, again } = envelope;
    await this.#boss.send(queue, envelope, {
      ...(key === null ? {} : { id: jobId(queue, key, again) }),
      ...(at === null ? {} : { startAfter: new Date(this.#wallTime(at)) }),
      ...(tx === undefined ? {} : { db: fromDrizzle(tx, sql) }),
    });
  }

  async #run(queue: string, envelope: Envelope, handler: JobHandler): Promise<void> {
    const { at, again } = envelope;
    // A simulated clock does not run evenly with ours.
    if (at !== null && this.#clock.now() < at) return this.#enqueue(queue, { ...envelope, again: again + 1 });
    try {
      await handler(envelope.data);
    } catch (err) {
      this.#logger.warn({ err, queue }, 'job failed, it will be tried again');
      throw err;
    }
  }

  #wallTime(at: number): number {
    return Date.now() + Math.max(0, at - this.#clock.now()) / this.#clock.speed;
  }
}

/** A UUID that follows from the key (RFC 9562, version 8). */
function jobId(queue: string, key: string, again: number): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([queue, key, again]))
    .digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
