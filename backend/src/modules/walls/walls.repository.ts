import { and, desc, eq, gt, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { walls } from './walls.schema.ts';

export type WallRow = typeof walls.$inferSelect;

/** After its successor was first used. */
const GRACE = sql`interval '5 minutes'`;
/** What was handed out and not seen in use may have been lost on the way: another is handed out after this. */
const UNSEEN = sql`interval '1 minute'`;
const ROTATION = sql`interval '1 hour'`;
const SEEN_EVERY = sql`interval '1 minute'`;

/** A wall by the token it shows. */
export interface FoundWall {
  readonly wall: WallRow;
  /** The token it shows was handed out last, and this is its first use. */
  readonly isNext: boolean;
  /** It is time for another token. */
  readonly isDue: boolean;
  readonly isStale: boolean;
}

export async function findWall(db: Db, hash: string): Promise<FoundWall | undefined> {
  const previous = and(eq(walls.previousHash, hash), gt(walls.rotatedAt, sql`now() - ${GRACE}`));
  const shown = or(eq(walls.tokenHash, hash), eq(walls.nextHash, hash), previous);
  const [found] = await db
    .select({
      wall: walls,
      isNext: sql<boolean>`${walls.nextHash} is not distinct from ${hash}`,
      isDue: sql<boolean>`${walls.tokenHash} = ${hash} and (${isDue()})`,
      isStale: sql<boolean>`coalesce(${walls.lastSeenAt} < now() - ${SEEN_EVERY}, true)`,
    })
    .from(walls)
    .where(and(shown, isNull(walls.revokedAt)));
  return found;
}

function isDue(): SQL {
  const old = lt(walls.rotatedAt, sql`now() - ${ROTATION}`);
  return and(old, or(isNull(walls.nextAt), lt(walls.nextAt, sql`now() - ${UNSEEN}`)))!;
}

/** Hands out another token; false when somebody else just did. */
export async function handOutNext(db: Db, id: string, nextHash: string): Promise<boolean> {
  const changed = await db
    .update(walls)
    .set({ nextHash, nextAt: sql`now()` })
    .where(and(eq(walls.id, id), isDue()))
    .returning({ id: walls.id });
  return changed.length > 0;
}

/** The token that was handed out is in use: it takes the place of the one before. */
export async function takeNext(db: Db, id: string, nextHash: string): Promise<void> {
  await db
    .update(walls)
    .set({
      tokenHash: nextHash,
      previousHash: sql`${walls.tokenHash}`,
      nextHash: null,
      nextAt: null,
      rotatedAt: sql`now()`,
    })
    .where(and(eq(walls.id, id), eq(walls.nextHash, nextHash)));
}

export async function touchWalls(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(walls)
    .set({ lastSeenAt: sql`now()` })
    .where(inArray(walls.id, [...ids]));
}

export async function allWalls(db: Db): Promise<readonly WallRow[]> {
  return await db.select().from(walls).orderBy(desc(walls.pairedAt));
}

export async function wallsById(db: Db, ids: readonly string[]): Promise<readonly WallRow[]> {
  return ids.length === 0
    ? []
    : await db
        .select()
        .from(walls)
        .where(inArray(walls.id, [...ids]));
}

export async function insertWall(db: Db, wall: typeof walls.$inferInsert): Promise<WallRow> {
  const [row] = await db.insert(walls).values(wall).returning();
  return row!;
}

/** The wall, now revoked; undefined when it was before. */
export async function revokeWall(db: Db, id: string): Promise<WallRow | undefined> {
  const [row] = await db
    .update(walls)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(walls.id, id), isNull(walls.revokedAt)))
    .returning();
  return row;
}

/** The token that a wall is given when it first asks after it was let in. */
export async function setToken(db: Db, id: string, tokenHash: string): Promise<void> {
  await db
    .update(walls)
    .set({ tokenHash, rotatedAt: sql`now()` })
    .where(eq(walls.id, id));
}
