import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { ingestKeys } from './ingest-keys.schema.ts';

export type KeyRow = typeof ingestKeys.$inferSelect;

export async function allKeys(db: Db): Promise<readonly KeyRow[]> {
  return await db.select().from(ingestKeys).orderBy(desc(ingestKeys.createdAt));
}

export async function insertKey(db: Db, key: typeof ingestKeys.$inferInsert): Promise<KeyRow> {
  const [row] = await db.insert(ingestKeys).values(key).returning();
  return row!;
}

/** The key, now revoked; undefined when there is none, or it was before. */
export async function revokeKey(db: Db, id: string): Promise<KeyRow | undefined> {
  const [row] = await db
    .update(ingestKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(ingestKeys.id, id), isNull(ingestKeys.revokedAt)))
    .returning();
  return row;
}

export async function findKey(db: Db, secretHash: string): Promise<KeyRow | undefined> {
  const condition = and(eq(ingestKeys.secretHash, secretHash), isNull(ingestKeys.revokedAt));
  return (await db.select().from(ingestKeys).where(condition))[0];
}

export async function findKeys(db: Db, ids: readonly string[]): Promise<readonly KeyRow[]> {
  if (ids.length === 0) return [];
  const condition = and(inArray(ingestKeys.id, [...ids]), isNull(ingestKeys.revokedAt));
  return await db.select().from(ingestKeys).where(condition);
}

export async function touchKey(db: Db, id: string): Promise<void> {
  await db
    .update(ingestKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(eq(ingestKeys.id, id));
}
