import { and, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { silences } from './silences.schema.ts';

export type SilenceRow = typeof silences.$inferSelect;

export async function addSilence(db: Db, row: typeof silences.$inferInsert): Promise<void> {
  await db.insert(silences).values(row);
}

/** Newest first. */
export async function allSilences(db: Db, limit: number): Promise<readonly SilenceRow[]> {
  return await db.select().from(silences).orderBy(desc(silences.createdAt)).limit(limit);
}

export async function silenceById(db: Db, id: string): Promise<SilenceRow | undefined> {
  const [row] = await db.select().from(silences).where(eq(silences.id, id));
  return row;
}

/** Those that hold at a time. */
export async function silencesAt(db: Db, at: Date): Promise<readonly SilenceRow[]> {
  const active = and(lte(silences.startsAt, at), gt(silences.endsAt, at), isNull(silences.expiredAt));
  return await db.select().from(silences).where(active);
}

/** False when it was over already. */
export async function expireSilence(db: Db, id: string, at: Date): Promise<boolean> {
  const expired = await db
    .update(silences)
    .set({ expiredAt: at })
    .where(and(eq(silences.id, id), isNull(silences.expiredAt), gt(silences.endsAt, at)))
    .returning({ id: silences.id });
  return expired.length > 0;
}

export async function countSilenced(db: Db, id: string): Promise<void> {
  await db
    .update(silences)
    .set({ silenced: sql`${silences.silenced} + 1` })
    .where(eq(silences.id, id));
}
