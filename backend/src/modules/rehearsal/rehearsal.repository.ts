import { desc, eq, and, ne } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { rehearsals } from './rehearsal.schema.ts';
import type { RehearsalResult } from './rehearsal.types.ts';

export type StoredRehearsal = typeof rehearsals.$inferSelect;

export async function insertRehearsal(
  db: Db,
  row: Omit<typeof rehearsals.$inferInsert, 'state' | 'progress'>,
): Promise<void> {
  await db.insert(rehearsals).values({ ...row, state: 'queued', progress: 0 });
}

export async function findRehearsal(db: Db, rehearsalId: string): Promise<StoredRehearsal | undefined> {
  const [row] = await db.select().from(rehearsals).where(eq(rehearsals.rehearsalId, rehearsalId));
  return row;
}

/** Newest first. */
export function findRehearsals(db: Db, schemeId: string, limit: number): Promise<StoredRehearsal[]> {
  return db
    .select()
    .from(rehearsals)
    .where(eq(rehearsals.schemeId, schemeId))
    .orderBy(desc(rehearsals.createdAt), desc(rehearsals.rehearsalId))
    .limit(limit);
}

export async function saveProgress(db: Db, rehearsalId: string, progress: number): Promise<void> {
  await db
    .update(rehearsals)
    .set({ state: 'running', progress })
    .where(and(eq(rehearsals.rehearsalId, rehearsalId), ne(rehearsals.state, 'done')));
}

export async function saveResult(
  db: Db,
  rehearsalId: string,
  at: Date,
  outcome: { readonly result: RehearsalResult } | { readonly error: string },
): Promise<void> {
  const ended =
    'result' in outcome
      ? { state: 'done' as const, progress: 1, result: outcome.result }
      : { state: 'failed' as const, error: outcome.error };
  await db
    .update(rehearsals)
    .set({ ...ended, finishedAt: at })
    .where(eq(rehearsals.rehearsalId, rehearsalId));
}
