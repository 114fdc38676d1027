import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { inChunks, type Db, type Transaction } from '../../adapters/postgres/index.ts';
import type { DecisionState } from '../policy/policy.types.ts';
import { decisions } from './dispatch.schema.ts';

export type NewDecision = typeof decisions.$inferInsert;
export type StoredDecision = typeof decisions.$inferSelect;

/** Which of the triggers have been decided for which scheme, as `scheme trigger`. */
export async function findDecided(db: Db, triggerIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (triggerIds.length === 0) return new Set();
  const rows = await db
    .select({ schemeId: decisions.schemeId, triggerId: decisions.triggerId })
    .from(decisions)
    .where(inArray(decisions.triggerId, [...new Set(triggerIds)]));
  return new Set(rows.map(({ schemeId, triggerId }) => `${schemeId} ${triggerId}`));
}

/** Rows and their count for the ledger, which is kept apart so that one can be held against the other. */
export async function insertDecisions(tx: Transaction, rows: readonly NewDecision[]): Promise<void> {
  if (rows.length === 0) return;
  for (const some of inChunks(rows)) await tx.insert(decisions).values(some);
  const counted = JSON.stringify(rows.map(({ minute, schemeId }) => ({ minute, scheme_id: schemeId })));
  await tx.execute(sql`
    insert into trigger_counts (minute, scheme_id, triggers)
    select minute, scheme_id, count(*)::int
    from jsonb_to_recordset(${counted}::jsonb) as row (minute timestamptz, scheme_id text)
    group by 1, 2
    on conflict (minute, scheme_id) do update set triggers = trigger_counts.triggers + excluded.triggers`);
}

/** Some whose time has come, for nobody else until the transaction ends. */
export function takeDue(
  tx: Transaction,
  now: number,
  schemeIds: readonly string[],
  limit: number,
): Promise<StoredDecision[]> {
  return tx
    .select()
    .from(decisions)
    .where(and(lte(decisions.dueAt, new Date(now)), inArray(decisions.schemeId, [...schemeIds])))
    .orderBy(asc(decisions.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Schemes that have rows which are due, among others than these. */
export async function findDueSchemes(
  db: Db,
  now: number,
  besides: readonly string[],
): Promise<readonly string[]> {
  const others = besides.length === 0 ? undefined : notInArray(decisions.schemeId, [...besides]);
  const rows = await db
    .selectDistinct({ schemeId: decisions.schemeId })
    .from(decisions)
    .where(and(lte(decisions.dueAt, new Date(now)), others));
  return rows.map(({ schemeId }) => schemeId);
}

/** Ends what still waits for a scheme that has ended. */
export async function expireScheme(db: Db, schemeId: string, now: number): Promise<void> {
  await db
    .update(decisions)
    .set({
      reason: 'expired',
      detail: 'scheme-ended',
      dueAt: null,
      detection: null,
      decidedAt: new Date(now),
    })
    .where(and(eq(decisions.schemeId, schemeId), isNotNull(decisions.dueAt)));
}

/** By subscriber: triggers that have won, or have been sent, since a time. */
export async function findWinners(
  db: Db,
  pseudonyms: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, readonly Winner[]>> {
  if (pseudonyms.length === 0) return new Map();
  const rows = await db
    .select({
      decisionId: decisions.decisionId,
      pseudonym: decisions.pseudonym,
      receivedAt: decisions.receivedAt,
    })
    .from(decisions)
    .where(
      and(
        inArray(decisions.pseudonym, [...new Set(pseudonyms)]),
        gte(decisions.receivedAt, new Date(since)),
        or(
          inArray(decisions.reason, ['sent', 'unknown', 'quiet-hours-deferred']),
          and(inArray(decisions.reason, ['queued']), isNull(decisions.dueAt)),
        ),
      ),
    );
  const found = Map.groupBy(rows, ({ pseudonym }) => pseudonym);
  return new Map(
    [...found].map(([pseudonym, list]) => [
      pseudonym,
      list.map(({ decisionId, receivedAt }) => ({ decisionId, receivedAt: receivedAt.getTime() })),
    ]),
  );
}

export interface Winner {
  readonly decisionId: string;
  readonly receivedAt: number;
}

export interface SavedVerdict {
  readonly decisionId: string;
  readonly reason: DecisionState;
  readonly detail: string | null;
  readonly arm: 'treated' | 'control' | null;
  readonly dueAt: Date | null;
  readonly deferred: boolean;
  readonly decidedAt: Date;
}

export async function saveVerdicts(tx: Transaction, verdicts: readonly SavedVerdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await tx.execute(sql`
    update decisions set
      reason = row."reason", detail = row."detail", arm = row."arm", due_at = row."dueAt",
      deferred = row."deferred", decided_at = row."decidedAt",
      detection = case when row."reason" = 'queued' or row."dueAt" is not null then detection else null end
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as row ("decisionId" text, "reason" text,
      "detail" text, "arm" text, "dueAt" timestamptz, "deferred" boolean, "decidedAt" timestamptz)
    where decisions.decision_id = row."decisionId"`);
}

export interface DecisionEnd {
  readonly decisionId: string;
  readonly reason: DecisionState;
  readonly detail: string | null;
}

/** What became of messages. What was known to be sent is not unsaid by less. */
export async function endDecisions(db: Db, ends: readonly DecisionEnd[]): Promise<void> {
  if (ends.length === 0) return;
  await db.execute(sql`
    update decisions set reason = row."reason", detail = row."detail", due_at = null,
      detection = case when row."reason" in ('queued', 'unknown', 'failed') then detection else null end
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as row ("decisionId" text, "reason" text,
      "detail" text)
    where decisions.decision_id = row."decisionId"`);
}

/** Decides these once more: by the next channel, at once. */
export async function decideAgain(
  db: Db,
  rows: readonly { readonly decisionId: string; readonly step: number }[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`
    update decisions set reason = 'queued', detail = 'again', step = row."step", deferred = true,
      due_at = ${new Date(now).toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("decisionId" text, "step" int)
    where decisions.decision_id = row."decisionId"`);
}
