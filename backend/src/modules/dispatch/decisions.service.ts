import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import {
  countByMinute,
  countReasons,
  findAssignments,
  type Assignment,
  type MinuteCount,
  type ReasonCount,
} from './decision-counts.repository.ts';

const PAGE = 2_000;

/** What was decided, for funnels, effects and the ledger. */
@Injectable()
export class DecisionsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** How many triggers of a scheme ended why, since a time [ever]. */
  funnel(schemeId: string, since = 0): Promise<readonly ReasonCount[]> {
    return countReasons(this.database.db, schemeId, since);
  }

  /**
   * Everybody who came as far as the control group, in the order of their first trigger: whatever became of the message,
   * who was to be contacted is treated (intention to treat).
   */
  async *assignments(schemeId: string): AsyncGenerator<readonly Assignment[]> {
    let after = '';
    for (;;) {
      const page = await findAssignments(this.database.db, schemeId, after, PAGE);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)!.pseudonym;
    }
  }

  /** Triggers as they were counted, and rows by reason, by minute and scheme. */
  byMinute(from: number, to: number, schemeId?: string): Promise<readonly MinuteCount[]> {
    return countByMinute(this.database.db, from, to, schemeId);
  }
}
