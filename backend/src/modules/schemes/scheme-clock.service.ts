import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER } from '../../tokens.ts';
import { JobsService, type JobData } from '../jobs/jobs.service.ts';
import { AppError } from '../web/app-error.ts';
import { READY_MADE } from './ready-made.ts';
import { SchemeChangesService } from './scheme-changes.service.ts';
import { END_QUEUE, START_QUEUE } from './scheme-timers.service.ts';
import { hasReadyKey } from './schemes.repository.ts';

const CLOCK = 'system:schedule';
const MAKER = 'system:ready-made';
const ENDS_FROM: ReadonlySet<string> = new Set(['scheduled', 'running', 'paused']);

/** What happens to schemes by itself: ready-made ones at the first start, scheduled starts, ends of validity. */
@Injectable()
export class SchemeClockService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(SchemeChangesService) private readonly changes: SchemeChangesService,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(START_QUEUE, (data) => this.#start(data));
    this.jobs.handle(END_QUEUE, (data) => this.#end(data));
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const [readyKey, definition] of Object.entries(READY_MADE)) {
      if (!(await hasReadyKey(this.database.db, readyKey)))
        await this.changes.create(MAKER, definition, { readyKey });
    }
  }

  /** Only when that very start is still meant. */
  async #start({ schemeId, startAt }: JobData): Promise<void> {
    await this.#byItself(
      String(schemeId),
      'start',
      ({ state, scheduledFor }) => state === 'scheduled' && scheduledFor === startAt,
    );
  }

  /** Only when that very end is still meant. */
  async #end({ schemeId, validUntil }: JobData): Promise<void> {
    await this.#byItself(
      String(schemeId),
      'end',
      (scheme) => ENDS_FROM.has(scheme.state) && scheme.validUntil === validUntil,
    );
  }

  async #byItself(
    schemeId: string,
    action: 'start' | 'end',
    only: (scheme: { state: string; scheduledFor: number | null; validUntil: number | null }) => boolean,
  ): Promise<void> {
    try {
      await this.changes.apply(CLOCK, { schemeId, rowVersion: null, step: { action }, only });
    } catch (err) {
      // Its validity is over, or it is gone: trying again would not help. Somebody else being faster would.
      if (!(err instanceof AppError) || err.code === 'conflict') throw err;
      this.log.warn({ module: 'schemes', schemeId, action, code: err.code }, 'timer came to nothing');
    }
  }
}
