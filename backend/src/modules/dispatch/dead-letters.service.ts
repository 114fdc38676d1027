import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { AuditService } from '../audit/audit.service.ts';
import {
  countDead,
  findDead,
  takeUnrecovered,
  type DeadFilter,
  type DeadLetter,
} from './dead-letters.repository.ts';
import { decideAgain } from './decisions.repository.ts';
import { OutcomesService } from './outcomes.service.ts';

const REPLAYED = 500;

/** Messages that were given up, and sending them after all. */
@Injectable()
export class DeadLettersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(OutcomesService) private readonly outcomes: OutcomesService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  async page(filter: DeadFilter, cursor: string | undefined, limit: number) {
    const before = cursor === undefined ? undefined : new Date(Number(cursor));
    const found = await findDead(this.database.db, filter, before, limit + 1);
    const items: readonly DeadLetter[] = found.slice(0, limit);
    const last = items.at(-1)?.settledAt?.getTime();
    return { items, nextCursor: found.length > limit && last !== undefined ? String(last) : null };
  }

  counts() {
    return countDead(this.database.db);
  }

  /**
   * Decides those anew that fit and have not recovered: with the caps, quiet hours and refusals of now. Answers how many.
   */
  async replay(
    actor: Principal,
    filter: DeadFilter & { readonly submissionIds?: readonly string[] | undefined },
  ): Promise<number> {
    const replayed = await this.database.transaction(async (tx) => {
      const dead = await takeUnrecovered(tx, filter, REPLAYED);
      await decideAgain(tx, dead, this.clock.now());
      await this.audit.record(tx, {
        actor,
        action: 'dead-letters.replay',
        subjectType: 'dead-letters',
        subjectId: filter.schemeId ?? '*',
        after: { replayed: dead.length },
      });
      return dead.length;
    });
    this.outcomes.requeued$.next();
    return replayed;
  }
}
