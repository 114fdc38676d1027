import { lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { decisions, outbox, triggerCounts } from './dispatch.schema.ts';

/**
 * Removes what was decided before a time, with its messages and its lines of the ledger: whole minutes, about `most`
 * decisions at a time. True when there may be more.
 */
export async function removeDecidedBefore(tx: Transaction, before: Date, most: number): Promise<boolean> {
  const [next] = await tx
    .select({ minute: decisions.minute })
    .from(decisions)
    .where(lt(decisions.minute, before))
    .orderBy(decisions.minute)
    .offset(most)
    .limit(1);
  // Past the minute of the last one, so that none is removed in part.
  const end = next === undefined ? before : new Date(Math.min(next.minute.getTime() + 1, before.getTime()));
  await tx
    .delete(outbox)
    .where(
      sql`${outbox.decisionId} in (select decision_id from decisions where minute < ${end.toISOString()}::timestamptz)`,
    );
  await tx.delete(decisions).where(lt(decisions.minute, end));
  await tx.delete(triggerCounts).where(lt(triggerCounts.minute, end));
  return next !== undefined;
}
