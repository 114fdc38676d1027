import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { concatMap, EMPTY, from, startWith, type Subscription } from 'rxjs';
import type { Logger } from 'pino';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AuditService } from '../audit/index.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { demoPeople, type DemoPerson } from './demo-people.ts';
import { insertUser, replacePositions, userCount } from './people.repository.ts';

/**
 * A simulated province has people for the positions of the ready-made chains, so that its alerts have somebody to wait
 * for. They have no password: an administrator gives one to whoever shall sign in.
 */
@Injectable()
export class DemoPeopleService implements OnApplicationBootstrap, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.clock.simulated) return;
    this.#subscription = this.pipeline.referenceChanged$
      .pipe(
        startWith(undefined),
        concatMap(() => (this.reference.model.areas.areas.length === 0 ? EMPTY : from(this.#add()))),
      )
      .subscribe({
        error: (err: unknown) => this.log.warn({ module: 'people', err }, 'demo people not added'),
      });
  }

  onModuleDestroy(): void {
    this.#subscription?.unsubscribe();
  }

  /** Once: whoever was changed or disabled since stays so. */
  async #add(): Promise<void> {
    this.#subscription?.unsubscribe();
    if ((await userCount(this.database.db)) > 1) return;
    const people = demoPeople(this.reference.model.areas.areas);
    const now = new Date();
    await this.database.transaction(async (tx) => {
      for (const { positions, ...person } of people) {
        if (!(await insertUser(tx, { ...person, createdAt: now, updatedAt: now }))) continue;
        await replacePositions(tx, person.id, positions);
      }
      const after = { people: people.map(({ login }: DemoPerson) => login) };
      const about = { subjectType: 'user', subjectId: 'demo', after };
      await this.audit.record(tx, { actor: 'system:first-start', action: 'user.demo-created', ...about });
    });
  }
}
