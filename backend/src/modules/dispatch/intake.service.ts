import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { InboxService } from '../inbox/inbox.service.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import type { TriggerType } from '../schemes/schemes.types.ts';
import { DeciderService } from './decider.service.ts';
import { expireScheme, findDueSchemes, takeDue } from './decisions.repository.ts';
import { DispatcherService } from './dispatcher.service.ts';
import { OutcomesService } from './outcomes.service.ts';

const TYPES: readonly TriggerType[] = ['homecoming', 'campus-newcomer', 'campus-student', 'campus-rival'];
const BATCH = 250;
/** How often rows are looked for whose time has come. */
const DUE_MS = 200;
const ENDED_MS = 5_000;

/** Brings triggers to their decision: as they come in, and again when their time has come. */
@Injectable()
export class IntakeService implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log: Logger;
  readonly #timers: NodeJS.Timeout[] = [];
  #busy = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(InboxService) private readonly inbox: InboxService,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(DeciderService) private readonly decider: DeciderService,
    @Inject(DispatcherService) private readonly dispatcher: DispatcherService,
    @Inject(OutcomesService) private readonly outcomes: OutcomesService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'dispatch' });
  }

  onModuleInit(): void {
    this.inbox.consume(
      'dispatch',
      { types: TYPES, batch: BATCH, committed: () => this.dispatcher.wake() },
      (tx, detections) => this.decider.decideNew(tx, detections),
    );
  }

  onApplicationBootstrap(): void {
    this.outcomes.requeued$.subscribe(() => this.#look());
    this.#timers.push(
      setInterval(() => this.#look(), DUE_MS),
      setInterval(() => void this.#expire(), ENDED_MS),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking;
  }

  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#looking = this.#decideDue();
  }

  async #decideDue(): Promise<void> {
    try {
      while ((await this.#takeDue()) === BATCH) this.dispatcher.wake();
    } catch (err) {
      this.#log.error({ err }, 'what is due was not decided, tried again');
    }
    this.#busy = false;
  }

  async #takeDue(): Promise<number> {
    const schemeIds = this.schemes.running().map(({ schemeId }) => schemeId);
    if (schemeIds.length === 0) return 0;
    const count = await this.database.transaction(async (tx) => {
      const rows = await takeDue(tx, this.clock.now(), schemeIds, BATCH);
      if (rows.length > 0) await this.decider.decideDue(tx, rows);
      return rows.length;
    });
    if (count > 0) this.dispatcher.wake();
    return count;
  }

  /** What is put off waits while its scheme is paused, and ends with it. */
  async #expire(): Promise<void> {
    try {
      const running = this.schemes.running().map(({ schemeId }) => schemeId);
      for (const schemeId of await findDueSchemes(this.database.db, this.clock.now(), running)) {
        const scheme = await this.schemes.find(schemeId);
        if (scheme === undefined || scheme.state === 'ended')
          await expireScheme(this.database.db, schemeId, this.clock.now());
      }
    } catch (err) {
      this.#log.warn({ err }, 'rows of ended schemes not looked for');
    }
  }
}
