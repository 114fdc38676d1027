import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { wallPairings } from './walls.schema.ts';

type PairingRow = typeof wallPairings.$inferSelect;

const stillWaits = () => gt(wallPairings.expiresAt, sql`now()`);

/** When it ends; undefined when the code is taken. */
export async function addPairing(
  db: Db,
  idHash: string,
  code: string,
  lifeSeconds: number,
): Promise<Date | undefined> {
  await db.delete(wallPairings).where(lt(wallPairings.expiresAt, sql`now()`));
  const [added] = await db
    .insert(wallPairings)
    .values({ idHash, code, expiresAt: sql`now() + make_interval(secs => ${lifeSeconds})` })
    .onConflictDoNothing()
    .returning({ expiresAt: wallPairings.expiresAt });
  return added?.expiresAt;
}

export async function findPairing(db: Db, idHash: string): Promise<PairingRow | undefined> {
  return (
    await db
      .select()
      .from(wallPairings)
      .where(and(eq(wallPairings.idHash, idHash), stillWaits()))
  )[0];
}

/** Lets a waiting screen in as a wall; false when none shows this code. */
export async function claimPairing(db: Db, code: string, wallId: string): Promise<boolean> {
  const claimed = await db
    .update(wallPairings)
    .set({ wallId })
    .where(and(eq(wallPairings.code, code), isNull(wallPairings.wallId), stillWaits()))
    .returning({ idHash: wallPairings.idHash });
  return claimed.length > 0;
}

export async function pairingCount(db: Db): Promise<number> {
  return await db.$count(wallPairings, stillWaits());
}
