import { sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { DecisionState } from '../policy/policy.types.ts';

export interface ReasonCount extends Record<string, unknown> {
  readonly reason: DecisionState;
  readonly detail: string | null;
  readonly arm: 'treated' | 'control' | null;
  readonly count: number;
}

export async function countReasons(db: Db, schemeId: string, since: number): Promise<readonly ReasonCount[]> {
  const { rows } = await db.execute<ReasonCount>(sql`
    select reason, detail, arm, count(*)::int as count from decisions
    where scheme_id = ${schemeId} and received_at >= ${isoOf(since)}::timestamptz
    group by reason, detail, arm order by count desc`);
  return rows;
}

/** A subscriber in one arm of a scheme. */
export interface Assignment {
  readonly pseudonym: string;
  readonly arm: 'treated' | 'control';
  /** Of the first trigger, epoch milliseconds. */
  readonly at: number;
  /** At least one message was accepted by the provider. */
  readonly sent: boolean;
}

/** By pseudonym, each once. */
export async function findAssignments(
  db: Db,
  schemeId: string,
  after: string,
  limit: number,
): Promise<readonly Assignment[]> {
  const { rows } = await db.execute<{
    pseudonym: string;
    arm: Assignment['arm'];
    at: string;
    sent: boolean;
  }>(sql`
    select pseudonym, min(arm) as arm, (extract(epoch from min(received_at)) * 1000)::text as at,
      bool_or(reason = 'sent') as sent
    from decisions
    where scheme_id = ${schemeId} and arm is not null and pseudonym > ${after}
    group by pseudonym order by pseudonym limit ${limit}`);
  return rows.map(({ at, ...rest }) => ({ ...rest, at: Number(at) }));
}

export interface MinuteCount {
  /** Epoch milliseconds. */
  readonly minute: number;
  readonly schemeId: string;
  readonly triggers: number;
  readonly byReason: Readonly<Partial<Record<DecisionState, number>>>;
}

export async function countByMinute(
  db: Db,
  from: number,
  to: number,
  schemeId: string | undefined,
): Promise<readonly MinuteCount[]> {
  const within = sql`minute >= ${isoOf(from)}::timestamptz and minute < ${isoOf(to)}::timestamptz
    and (${schemeId ?? null}::text is null or scheme_id = ${schemeId ?? null})`;
  const { rows } = await db.execute<{
    minute: string;
    scheme_id: string;
    triggers: number;
    by_reason: MinuteCount['byReason'] | null;
  }>(sql`
    select (extract(epoch from coalesce(counted.minute, decided.minute)) * 1000)::text as minute,
      coalesce(counted.scheme_id, decided.scheme_id) as scheme_id,
      coalesce(counted.triggers, 0) as triggers, decided.by_reason
    from (select minute, scheme_id, triggers from trigger_counts where ${within}) as counted
    full join (
      select minute, scheme_id, jsonb_object_agg(reason, count) as by_reason
      from (select minute, scheme_id, reason, count(*)::int as count from decisions where ${within}
        group by minute, scheme_id, reason) as reasons
      group by minute, scheme_id
    ) as decided on decided.minute = counted.minute and decided.scheme_id = counted.scheme_id
    order by 1 desc, 2 limit 20000`);
  return rows.map((row) => ({
    minute: Number(row.minute),
    schemeId: row.scheme_id,
    triggers: row.triggers,
    byReason: row.by_reason ?? {},
  }));
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
