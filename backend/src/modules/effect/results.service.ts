import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { LOGGER } from '../../tokens.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { SchemesService } from '../schemes/schemes.service.ts';
import { EffectService } from './effect.service.ts';

const QUEUE = 'scheme-results';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Results of ended schemes for the library: at the end, and once more when everybody's days are over. */
@Injectable()
export class ResultsService implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  #changes: Subscription | undefined;
  #ended = false;

  constructor(
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(EffectService) private readonly effects: EffectService,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(QUEUE, ({ schemeId }) => this.effects.keepResults(String(schemeId)));
    this.#changes = this.schemes.changed$.subscribe(({ action }) => {
      if (action === 'end') void this.#order();
    });
  }

  /** What ended just before a crash. */
  onApplicationBootstrap(): void {
    void this.#order();
  }

  onApplicationShutdown(): void {
    this.#ended = true;
    this.#changes?.unsubscribe();
  }

  /** The keys see to it that each is ordered once. */
  async #order(): Promise<void> {
    try {
      for (const { schemeId, endedAt, results, definition } of await this.schemes.inStates(['ended'])) {
        if (endedAt === null || results !== null) continue;
        const mature = endedAt + definition.successEvent.withinDays * DAY_MS + HOUR_MS;
        await this.jobs.send(QUEUE, { schemeId }, { key: `${schemeId}:last`, at: mature });
        await this.jobs.send(QUEUE, { schemeId }, { key: `${schemeId}:first` });
      }
    } catch (err) {
      if (!this.#ended) this.log.warn({ module: 'campaigns', err }, 'results of ended schemes not ordered');
    }
  }
}
