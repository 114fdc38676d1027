import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER } from '../../tokens.ts';
import { AlertLiveService } from './alert-live.service.ts';
import { nextSignals, takeSignal, type AlertRow } from './alerts.repository.ts';
import type { Signal } from './alerts.types.ts';
import { SignalHandler } from './signal-handler.service.ts';

const BATCH = 50;
/** For what another process has found, and what went wrong. */
const LOOK_MS = 1_000;
const MAX_FAILURES = 5;

/** Works off what was found, in order, each in a transaction of its own: once, whatever happens meanwhile. */
@Injectable()
export class AlertSignals implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  readonly #failures = new Map<number, number>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SignalHandler) private readonly handler: SignalHandler,
    @Inject(AlertLiveService) private readonly live: AlertLiveService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** There may be something new. */
  wake(): void {
    this.#again = true;
    if (this.#stopped) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    this.wake();
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        const waiting = await nextSignals(this.database.db, BATCH);
        for (const { seq, signal } of waiting) await this.#work(seq, signal);
        if (waiting.length === BATCH) this.#again = true;
      } catch (err) {
        if (!this.#stopped) this.logger.error({ module: 'alerts', err }, 'what was found is tried again');
      }
    }
  }

  async #work(seq: number, signal: Signal): Promise<void> {
    try {
      const changed = await this.database.transaction(async (tx): Promise<readonly AlertRow[]> => {
        return (await takeSignal(tx, seq)) ? await this.handler.handle(tx, signal) : [];
      });
      this.#failures.delete(seq);
      this.live.show(...changed);
    } catch (err) {
      const failures = (this.#failures.get(seq) ?? 0) + 1;
      this.#failures.set(seq, failures);
      if (failures < MAX_FAILURES) throw err;
      // One that never succeeds must not hold up those behind it.
      this.logger.error({ module: 'alerts', err, kind: signal.kind }, 'what was found is given up');
      await takeSignal(this.database.db, seq);
      this.#failures.delete(seq);
    }
  }
}
