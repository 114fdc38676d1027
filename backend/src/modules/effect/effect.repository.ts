import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { Store } from '@tidewall/clickhouse';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, STORE } from '../../tokens.ts';
import type { SuccessEvent } from '../schemes/schemes.types.ts';
import type { Assigned, Successes } from './arms.ts';

const DAY_MS = 86_400_000;

@Injectable()
export class EffectRepository {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Success events of some subscribers, as far as they can count for any of them. */
  async successes(assigned: readonly Assigned[], event: SuccessEvent): Promise<Successes> {
    const times = assigned.map(({ at }) => at);
    const rows = await this.store.query('conversions', {
      kind: event.kind,
      productId: event.productId ?? '',
      subscriberIds: assigned.map(({ subscriberId }) => subscriberId),
      fromMs: times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER),
      toMs: times.reduce((a, b) => Math.max(a, b), 0) + event.withinDays * DAY_MS + 1,
    });
    const found = Map.groupBy(rows, ({ subscriberId }) => subscriberId);
    return new Map([...found].map(([id, list]) => [id, list.map(({ eventMs }) => eventMs)]));
  }

  /** Triggers since a time whose message the provider says has arrived. */
  async delivered(schemeId: string, since: number): Promise<number> {
    const { rows } = await this.database.db.execute<{ count: number }>(sql`
      select count(distinct decisions.decision_id)::int as count
      from decisions join outbox on outbox.decision_id = decisions.decision_id
      where decisions.scheme_id = ${schemeId} and outbox.state = 'delivered'
        and decisions.received_at >= ${new Date(since).toISOString()}::timestamptz`);
    return rows[0]?.count ?? 0;
  }
}
