import { sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { earlyReceipts } from './dispatch.schema.ts';
import type { NotedReceipt } from './receipts.types.ts';

/** Receipts for messages whose answer is not written yet, or that are nobody's. */
export async function keepEarlyReceipts(db: Db, receipts: readonly NotedReceipt[]): Promise<void> {
  const rows = receipts.flatMap(({ providerMessageId, submissionId: _, ...rest }) =>
    providerMessageId === null ? [] : [{ providerMessageId, ...rest }],
  );
  if (rows.length > 0) await db.insert(earlyReceipts).values(rows).onConflictDoNothing();
}

export interface EarlyReceipt extends Record<string, unknown> {
  readonly channel: string;
  readonly providerMessageId: string;
  readonly state: NotedReceipt['state'];
  readonly permanent: boolean;
  readonly code: string | null;
}

/** Early receipts whose message is known by now; they are gone from where they were kept. */
export async function takeEarlyReceipts(db: Db): Promise<readonly EarlyReceipt[]> {
  const { rows } = await db.execute<EarlyReceipt>(sql`
    delete from early_receipts using outbox
    where outbox.channel = early_receipts.channel
      and outbox.provider_message_id = early_receipts.provider_message_id
    returning early_receipts.channel, early_receipts.provider_message_id as "providerMessageId",
      early_receipts.state, early_receipts.permanent, early_receipts.code`);
  return rows;
}

/** Nobody's: they stay for a day. */
export async function removeOldReceipts(db: Db): Promise<void> {
  await db.execute(sql`delete from early_receipts where at < now() - interval '1 day'`);
}
