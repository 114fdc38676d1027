import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { outbox } from './dispatch.schema.ts';

export interface DeadLetter {
  readonly submissionId: string;
  readonly decisionId: string;
  readonly schemeId: string;
  readonly channel: string;
  readonly code: string | null;
  readonly attempts: number;
  readonly settledAt: Date | null;
}

export interface DeadFilter {
  readonly schemeId?: string | undefined;
  readonly channel?: string | undefined;
  readonly code?: string | undefined;
}

const SHOWN = {
  submissionId: outbox.submissionId,
  decisionId: outbox.decisionId,
  schemeId: outbox.schemeId,
  channel: outbox.channel,
  code: outbox.code,
  attempts: outbox.attempts,
  settledAt: outbox.settledAt,
};

/** Newest first. */
export function findDead(
  db: Db,
  filter: DeadFilter,
  before: Date | undefined,
  limit: number,
): Promise<DeadLetter[]> {
  return db
    .select(SHOWN)
    .from(outbox)
    .where(and(ofFilter(filter), before === undefined ? undefined : lt(outbox.settledAt, before)))
    .orderBy(desc(outbox.settledAt), desc(outbox.submissionId))
    .limit(limit);
}

/** By scheme, channel and code. */
export async function countDead(db: Db) {
  const { rows } = await db.execute<{
    scheme_id: string;
    channel: string;
    code: string | null;
    count: number;
  }>(sql`
    select scheme_id, channel, code, count(*)::int as count from outbox where state = 'dead'
    group by scheme_id, channel, code order by count(*) desc limit 200`);
  return rows.map(({ scheme_id: schemeId, ...rest }) => ({ schemeId, ...rest }));
}

/**
 * Dead letters for which nothing else has been sent, may have been, or is about to be; locked until the end of the
 * transaction.
 */
export async function takeUnrecovered(
  tx: Db,
  filter: DeadFilter & { readonly submissionIds?: readonly string[] | undefined },
  limit: number,
): Promise<readonly { readonly submissionId: string; readonly decisionId: string; readonly step: number }[]> {
  const { submissionIds } = filter;
  return tx
    .select({ submissionId: outbox.submissionId, decisionId: outbox.decisionId, step: outbox.step })
    .from(outbox)
    .where(
      and(
        ofFilter(filter),
        submissionIds === undefined ? undefined : inArray(outbox.submissionId, [...submissionIds]),
        sql`not exists (select 1 from outbox as other where other.decision_id = ${outbox.decisionId}
          and other.state in ('queued', 'submitting', 'accepted', 'delivered', 'unknown'))`,
        sql`exists (select 1 from decisions where decisions.decision_id = ${outbox.decisionId}
          and decisions.reason = 'failed')`,
      ),
    )
    .orderBy(outbox.settledAt)
    .limit(limit)
    .for('update', { of: outbox, skipLocked: true });
}

function ofFilter({ schemeId, channel, code }: DeadFilter) {
  return and(
    eq(outbox.state, 'dead'),
    schemeId === undefined ? undefined : eq(outbox.schemeId, schemeId),
    channel === undefined ? undefined : eq(outbox.channel, channel),
    code === undefined ? undefined : eq(outbox.code, code),
  );
}
