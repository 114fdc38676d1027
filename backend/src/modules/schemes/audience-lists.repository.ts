import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { audienceLists, audienceMembers } from './audience-lists.schema.ts';

export type StoredList = typeof audienceLists.$inferSelect;

export async function insertList(db: Db, list: StoredList, pseudonyms: readonly string[]): Promise<void> {
  await db.insert(audienceLists).values(list);
  await db.execute(sql`
    insert into audience_members (list_id, pseudonym)
    select ${list.listId}, pseudonym from unnest(${sql.param(pseudonyms)}::text[]) as given (pseudonym)`);
}

/** Newest first. */
export function findLists(db: Db, limit: number): Promise<StoredList[]> {
  return db.select().from(audienceLists).orderBy(desc(audienceLists.createdAt)).limit(limit);
}

export async function findList(db: Db, listId: string): Promise<StoredList | undefined> {
  const [list] = await db.select().from(audienceLists).where(eq(audienceLists.listId, listId));
  return list;
}

/** Which of these lists hold which of these subscribers. */
export async function findMemberships(
  db: Db,
  listIds: readonly string[],
  pseudonyms: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (listIds.length === 0 || pseudonyms.length === 0) return new Map();
  const rows = await db
    .select()
    .from(audienceMembers)
    .where(
      and(
        inArray(audienceMembers.listId, [...listIds]),
        inArray(audienceMembers.pseudonym, [...new Set(pseudonyms)]),
      ),
    );
  const found = Map.groupBy(rows, ({ pseudonym }) => pseudonym);
  return new Map([...found].map(([pseudonym, list]) => [pseudonym, list.map(({ listId }) => listId)]));
}
