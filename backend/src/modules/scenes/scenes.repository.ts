import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Transaction } from '../../adapters/postgres/index.ts';
import { wallPlans, wallSceneHeads, wallScenes, wallScenesArchived, wallScreens } from './scenes.schema.ts';
import type { ScreenRecord } from './scenes.types.ts';

export type SceneRow = typeof wallScenes.$inferSelect;
type HeadRow = typeof wallSceneHeads.$inferSelect;
export type PlanRow = typeof wallPlans.$inferSelect;

/** Of what walls show: a plan names no scene that is archived at the same moment. */
const SHOWN_LOCK = 0x7469_6477;

/** One at a time may change which scenes there are to show, or which of them a plan names; until the transaction ends. */
export async function lockShown(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SHOWN_LOCK})`);
}

/** Versions that were published last, by scene; 0 is what is built in. */
export async function heads(db: Db): Promise<ReadonlyMap<string, HeadRow>> {
  const rows = await db.select().from(wallSceneHeads);
  return new Map(rows.map((row) => [row.sceneId, row]));
}

/** The published versions that are not built in, of scenes that are not archived. */
export async function publishedScenes(db: Db): Promise<readonly SceneRow[]> {
  const published = and(
    eq(wallScenes.sceneId, wallSceneHeads.sceneId),
    eq(wallScenes.version, wallSceneHeads.version),
  );
  const rows = await db
    .select()
    .from(wallScenes)
    .innerJoin(wallSceneHeads, published)
    .leftJoin(wallScenesArchived, eq(wallScenesArchived.sceneId, wallScenes.sceneId))
    .where(isNull(wallScenesArchived.sceneId));
  return rows.map((row) => row.wall_scenes);
}

/** The newest version of each scene, published or not. */
export async function newestScenes(db: Db): Promise<readonly SceneRow[]> {
  return await db
    .selectDistinctOn([wallScenes.sceneId])
    .from(wallScenes)
    .orderBy(wallScenes.sceneId, desc(wallScenes.version));
}

/** When each archived scene was, by its id. */
export async function archivedScenes(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.select().from(wallScenesArchived);
  return new Map(rows.map(({ sceneId, archivedAt }) => [sceneId, archivedAt]));
}

/** False when it is archived already. */
export async function archive(db: Db, row: typeof wallScenesArchived.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(wallScenesArchived)
    .values(row)
    .onConflictDoNothing()
    .returning({ sceneId: wallScenesArchived.sceneId });
  return added.length > 0;
}

/** True when it was archived. */
export async function bringBack(db: Db, sceneId: string): Promise<boolean> {
  const gone = await db
    .delete(wallScenesArchived)
    .where(eq(wallScenesArchived.sceneId, sceneId))
    .returning({ sceneId: wallScenesArchived.sceneId });
  return gone.length > 0;
}

/** Newest first. */
export async function sceneVersions(db: Db, sceneId: string): Promise<readonly SceneRow[]> {
  return await db
    .select()
    .from(wallScenes)
    .where(eq(wallScenes.sceneId, sceneId))
    .orderBy(desc(wallScenes.version));
}

export async function newestVersion(db: Db, sceneId: string): Promise<number> {
  const [row] = await db
    .select({ version: sql<number>`coalesce(max(${wallScenes.version}), 0)::int` })
    .from(wallScenes)
    .where(eq(wallScenes.sceneId, sceneId));
  return row?.version ?? 0;
}

/** False when the version is there already. */
export async function addScene(db: Db, row: typeof wallScenes.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(wallScenes)
    .values(row)
    .onConflictDoNothing()
    .returning({ version: wallScenes.version });
  return added.length > 0;
}

export async function sceneVersion(db: Db, sceneId: string, version: number): Promise<SceneRow | undefined> {
  const [row] = await db
    .select()
    .from(wallScenes)
    .where(and(eq(wallScenes.sceneId, sceneId), eq(wallScenes.version, version)));
  return row;
}

export async function setHead(db: Db, head: HeadRow): Promise<void> {
  const { version, publishedAt } = head;
  await db
    .insert(wallSceneHeads)
    .values(head)
    .onConflictDoUpdate({ target: wallSceneHeads.sceneId, set: { version, publishedAt } });
}

export async function lastPlan(db: Db): Promise<PlanRow | undefined> {
  const [row] = await db.select().from(wallPlans).orderBy(desc(wallPlans.version)).limit(1);
  return row;
}

/** False when the version is there already. */
export async function addPlan(db: Db, row: typeof wallPlans.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(wallPlans)
    .values(row)
    .onConflictDoNothing()
    .returning({ version: wallPlans.version });
  return added.length > 0;
}

export async function screenOf(db: Db, wallId: string): Promise<ScreenRecord | null> {
  const [row] = await db.select().from(wallScreens).where(eq(wallScreens.wallId, wallId));
  return row?.definition ?? null;
}

export async function setScreen(db: Db, wallId: string, definition: ScreenRecord): Promise<void> {
  await db
    .insert(wallScreens)
    .values({ wallId, definition })
    .onConflictDoUpdate({ target: wallScreens.wallId, set: { definition } });
}

/** Scenes that have versions of their own and are not archived. */
export async function sceneCount(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${wallScenes.sceneId})::int` })
    .from(wallScenes)
    .leftJoin(wallScenesArchived, eq(wallScenesArchived.sceneId, wallScenes.sceneId))
    .where(isNull(wallScenesArchived.sceneId));
  return row?.count ?? 0;
}
