import { and, count, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { notices } from './notifications.schema.ts';
import type { SmsState } from './notifications.types.ts';

export type NoticeRow = typeof notices.$inferSelect;

/** Those that were told already are told once. */
export async function addNotices(db: Db, rows: readonly (typeof notices.$inferInsert)[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insert(notices)
      .values([...rows])
      .onConflictDoNothing();
}

/** Newest first, older than `before`. */
export async function noticesOf(
  db: Db,
  personId: string,
  { unread, before, limit }: { unread: boolean; before: number | undefined; limit: number },
): Promise<readonly NoticeRow[]> {
  const own = and(
    eq(notices.personId, personId),
    unread ? isNull(notices.readAt) : undefined,
    before === undefined ? undefined : lt(notices.id, before),
  );
  return await db.select().from(notices).where(own).orderBy(desc(notices.id)).limit(limit);
}

export async function unreadOf(db: Db, personId: string): Promise<number> {
  const own = and(eq(notices.personId, personId), isNull(notices.readAt));
  const [row] = await db.select({ count: count() }).from(notices).where(own);
  return row?.count ?? 0;
}

/** `ids` undefined: all. */
export async function markRead(
  db: Db,
  personId: string,
  ids: readonly number[] | undefined,
  at: Date,
): Promise<void> {
  await db
    .update(notices)
    .set({ readAt: at })
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.readAt),
        ids === undefined ? undefined : inArray(notices.id, [...ids]),
      ),
    );
}

/** Takes the notices of one occasion that wait for their SMS, so that nobody else sends them. */
export async function claimSms(db: Db, alertId: string, once: string): Promise<readonly NoticeRow[]> {
  return await db
    .update(notices)
    .set({ sms: 'sending' })
    .where(and(eq(notices.alertId, alertId), eq(notices.once, once), eq(notices.sms, 'queued')))
    .returning();
}

export async function setSms(db: Db, ids: readonly number[], sms: SmsState): Promise<void> {
  if (ids.length > 0)
    await db
      .update(notices)
      .set({ sms })
      .where(inArray(notices.id, [...ids]));
}

/** Whoever was being sent to when the server ended: nobody knows whether it arrived. */
export async function giveUpSending(db: Db): Promise<void> {
  await db.update(notices).set({ sms: 'unknown' }).where(eq(notices.sms, 'sending'));
}
