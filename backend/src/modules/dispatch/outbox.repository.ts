import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { inChunks, type Db, type Transaction } from '../../adapters/postgres/index.ts';
import type { ReceiptState } from './receipts.types.ts';
import { outbox } from './dispatch.schema.ts';
import type { OutboxState } from './dispatch.types.ts';

export type NewMessage = Omit<typeof outbox.$inferInsert, 'dueAt'>;
export type StoredMessage = typeof outbox.$inferSelect;

/** A message, and the decision and contact that belong to it. */
export interface MessageKey {
  readonly submissionId: string;
  readonly decisionId: string;
  readonly step: number;
  readonly pseudonym: string;
}

/**
 * The key of a message keeps it from being there twice, whoever asks for it and however often. One that was given up is
 * the same message again.
 */
export async function insertMessages(tx: Transaction, rows: readonly NewMessage[]): Promise<void> {
  for (const some of inChunks(rows))
    await tx
      .insert(outbox)
      .values(some.map((row) => ({ ...row, dueAt: sql`now()` })))
      .onConflictDoUpdate({
        target: [outbox.schemeId, outbox.pseudonym, outbox.triggerId, outbox.step],
        set: {
          state: 'queued',
          channel: sql`excluded.channel`,
          text: sql`excluded.text`,
          queue: sql`excluded.queue`,
          freshUntil: sql`excluded.fresh_until`,
          dueAt: sql`excluded.due_at`,
          attempts: 0,
          code: null,
          settledAt: null,
        },
        setWhere: eq(outbox.state, 'dead'),
      });
}

/** Messages of a channel and some schemes that are due, for nobody else until the transaction ends; fast ones first. */
export function takeMessages(
  tx: Transaction,
  channel: string,
  limit: number,
  schemeIds: readonly string[],
): Promise<StoredMessage[]> {
  return tx
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.state, 'queued'),
        eq(outbox.channel, channel),
        lte(outbox.dueAt, sql`now()`),
        inArray(outbox.schemeId, [...schemeIds]),
      ),
    )
    .orderBy(asc(outbox.queue), asc(outbox.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Messages that have waited too long, whatever they waited for. */
export function takeStale(tx: Transaction, now: number, limit: number): Promise<StoredMessage[]> {
  return tx
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), lt(outbox.freshUntil, new Date(now))))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Written before anything leaves: from here on nobody sends it again without knowing that it was not sent. */
export async function markSubmitting(
  tx: Transaction,
  submissionIds: readonly string[],
  owner: string,
  leaseMs: number,
): Promise<void> {
  if (submissionIds.length === 0) return;
  await tx
    .update(outbox)
    .set({
      state: 'submitting',
      leaseOwner: owner,
      leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      attempts: sql`${outbox.attempts} + 1`,
      submittedAt: sql`now()`,
    })
    .where(inArray(outbox.submissionId, [...submissionIds]));
}

export interface MessageChange {
  readonly submissionId: string;
  readonly state: OutboxState;
  readonly code: string | null;
  readonly providerMessageId?: string | null;
  /** Queued again: after so long, and whether the try counted. */
  readonly delayMs?: number;
  readonly counted?: boolean;
}

/** Applies changes to messages that are in one of `from`; answers those that changed. */
export async function changeMessages(
  db: Db,
  changes: readonly MessageChange[],
  from: readonly OutboxState[],
): Promise<readonly MessageKey[]> {
  if (changes.length === 0) return [];
  const { rows } = await db.execute<KeyRow>(sql`
    update outbox set
      state = row."state", code = row."code",
      provider_message_id = coalesce(row."providerMessageId", provider_message_id),
      due_at = now() + coalesce(row."delayMs", 0) * interval '1 millisecond',
      attempts = attempts - case when row."counted" = false then 1 else 0 end,
      lease_owner = null, lease_until = null,
      settled_at = case when row."state" in ('queued', 'submitting') then null else now() end
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as row ("submissionId" text, "state" text,
      "code" text, "providerMessageId" text, "delayMs" float8, "counted" boolean)
    where outbox.submission_id = row."submissionId" and outbox.state = any(${sql.param(from)}::text[])
    returning outbox.submission_id, outbox.decision_id, outbox.step, outbox.pseudonym`);
  return rows.map(keyOf);
}

/** An answer to a message whose receipt was faster: only its id is news. */
export async function noteProviderIds(
  db: Db,
  answers: readonly { readonly submissionId: string; readonly providerMessageId: string }[],
): Promise<void> {
  if (answers.length === 0) return;
  await db.execute(sql`
    update outbox set provider_message_id = row."providerMessageId"
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as row ("submissionId" text,
      "providerMessageId" text)
    where outbox.submission_id = row."submissionId" and outbox.provider_message_id is null`);
}

/** Who held them is gone: nobody knows whether these were sent. `everybody`: there is no other process. */
export async function abandonLeases(db: Db, everybody: boolean): Promise<readonly MessageKey[]> {
  const { rows } = await db.execute<KeyRow>(sql`
    update outbox set state = 'unknown', code = 'interrupted', lease_owner = null, lease_until = null,
      settled_at = now()
    where state = 'submitting' and (lease_until < now() or ${everybody})
    returning submission_id, decision_id, step, pseudonym`);
  return rows.map(keyOf);
}

export interface ReceiptChange {
  readonly submissionId: string | null;
  readonly channel: string;
  readonly providerMessageId: string | null;
  readonly state: ReceiptState;
  readonly code: string | null;
}

/** Applies receipts by our id or the provider's; answers which of them (by place) found their message. */
export async function applyReceipts(
  db: Db,
  receipts: readonly ReceiptChange[],
  from: readonly OutboxState[],
): Promise<readonly (MessageKey & { readonly place: number })[]> {
  if (receipts.length === 0) return [];
  const given = JSON.stringify(receipts.map((receipt, place) => ({ ...receipt, place })));
  const { rows } = await db.execute<KeyRow & { place: number }>(sql`
    with row as (
      select * from jsonb_to_recordset(${given}::jsonb) as row ("place" int, "submissionId" text, "channel" text,
        "providerMessageId" text, "state" text, "code" text)
    ), found as (
      select row.*, outbox.submission_id from row join outbox on outbox.submission_id = row."submissionId"
      union
      select row.*, outbox.submission_id from row join outbox
        on row."submissionId" is null and outbox.channel = row."channel"
        and outbox.provider_message_id = row."providerMessageId"
    )
    update outbox set state = found."state", code = found."code", lease_owner = null, lease_until = null,
      provider_message_id = coalesce(provider_message_id, found."providerMessageId"), settled_at = now()
    from found
    where outbox.submission_id = found.submission_id and outbox.state = any(${sql.param(from)}::text[])
    returning outbox.submission_id, outbox.decision_id, outbox.step, outbox.pseudonym, found.place`);
  return rows.map((row) => ({ ...keyOf(row), place: row.place }));
}

interface KeyRow extends Record<string, unknown> {
  submission_id: string;
  decision_id: string;
  step: number;
  pseudonym: string;
}

function keyOf(row: KeyRow): MessageKey {
  return {
    submissionId: row.submission_id,
    decisionId: row.decision_id,
    step: row.step,
    pseudonym: row.pseudonym,
  };
}
