import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import type { SchemeLife } from './lifecycle.ts';

export const START_QUEUE = 'scheme-start';
export const END_QUEUE = 'scheme-end';

/** What is to happen by itself: a scheduled start, and the end of the validity. */
@Injectable()
export class SchemeTimers {
  constructor(@Inject(JobsService) private readonly jobs: JobsService) {}

  /** In the transaction of the transition. A timer that is no longer meant finds nothing to do when it fires. */
  async set(tx: Transaction, schemeId: string, life: SchemeLife): Promise<void> {
    const { state, version, scheduledFor, validUntil } = life;
    if (state === 'scheduled' && scheduledFor !== null) {
      const key = `${schemeId}:${version}:${scheduledFor}`;
      await this.jobs.send(START_QUEUE, { schemeId, startAt: scheduledFor }, { key, at: scheduledFor, tx });
    }
    if (validUntil !== null && (state === 'running' || state === 'scheduled')) {
      const key = `${schemeId}:${version}:${validUntil}`;
      await this.jobs.send(END_QUEUE, { schemeId, validUntil }, { key, at: validUntil, tx });
    }
  }
}
