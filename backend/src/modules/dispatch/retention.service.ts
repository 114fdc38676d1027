import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { removeContacts } from '../policy/index.ts';
import { PolicyService } from '../policy/policy.service.ts';
import { removeDecidedBefore } from './retention.repository.ts';

const CLEAN_MS = 3_600_000;
/** Decisions of one transaction: short enough for those who wait to decide. */
const MOST = 2_000;

/** Removes what became of triggers long ago (`retention.campaigns`). The effect of ended schemes stays with them. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #cleaning: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#cleaning = this.#cleaning.then(() => this.clean()).catch((err: unknown) => this.#failed(err));
    }, CLEAN_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#cleaning;
  }

  /** Contacts stay as long as a cap counts them, whatever the configuration says. */
  async clean(): Promise<void> {
    const now = this.clock.now();
    const kept = this.config.retentionMs.campaigns;
    const before = new Date(now - kept);
    const remove = () => this.database.transaction((tx) => removeDecidedBefore(tx, before, MOST));
    while (!this.#stopped && (await remove()));
    if (this.#stopped) return;
    const counted = this.policy.current.caps.reduce((most, { windowMs }) => Math.max(most, windowMs), 0);
    await removeContacts(this.database.db, new Date(now - Math.max(kept, counted)));
  }

  #failed(err: unknown): void {
    this.logger.warn({ module: 'dispatch', err }, 'old decisions not removed');
  }
}
