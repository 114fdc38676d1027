import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { DetectionType } from '@tidewall/streams';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { Consumer } from './consumer.ts';
import { removeOld, selectBetween } from './inbox.repository.ts';
import type { ConsumeOptions, InboxDetection, InboxHandler } from './inbox.types.ts';

const DAY_MS = 86_400_000;
/** How long detections stay for rehearsals. */
const KEPT_MS = 30 * DAY_MS;
const CLEAN_MS = 3_600_000;
/** For what was handed over to another process. */
const LOOK_MS = 1_000;
const PAGE = 1_000;

/** Detections in the order in which they were handed over, for those who act on them. */
@Injectable()
export class InboxService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #consumers: Consumer[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #handedOver: Subscription | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Calls `handler` with each batch, in order, in one transaction with the consumer's place: what it writes is written
   * once. A batch that fails is given again, smaller and smaller; one that fails by itself is put aside in the end. To
   * be called in `onModuleInit`.
   */
  consume(name: string, options: ConsumeOptions, handler: InboxHandler): void {
    const log = this.logger.child({ module: 'inbox', consumer: name });
    this.#consumers.push(new Consumer(this.database, log, { name, ...options, handler, clock: this.clock }));
  }

  /** Detections by event time, page after page; for rehearsals. */
  async *read(
    from: number,
    to: number,
    types?: readonly DetectionType[],
  ): AsyncGenerator<readonly InboxDetection[]> {
    let after = 0;
    for (;;) {
      const page = await selectBetween(this.database.db, from, to, types, after, PAGE);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)!.seq;
    }
  }

  onApplicationBootstrap(): void {
    this.#handedOver = this.pipeline.handedOver$.subscribe(() => this.#wake());
    this.#timers.push(
      setInterval(() => this.#wake(), LOOK_MS),
      setInterval(() => void this.#clean(), CLEAN_MS).unref(),
    );
    this.#wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#handedOver?.unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.race([
      Promise.all(this.#consumers.map((consumer) => consumer.stop())),
      sleep(5_000, undefined, { ref: false }),
    ]);
  }

  #wake(): void {
    for (const consumer of this.#consumers) consumer.wake();
  }

  async #clean(): Promise<void> {
    try {
      await removeOld(this.database.db, this.clock.now() - KEPT_MS);
    } catch (err) {
      this.logger.warn({ module: 'inbox', err }, 'old detections not removed');
    }
  }
}
