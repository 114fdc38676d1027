import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { IndicatorDefinition } from './definition.dto.ts';
import { indicators, indicatorVersions } from './indicators.schema.ts';
import type { IndicatorInForce, IndicatorVersion } from './indicators.types.ts';

export type IndicatorRow = typeof indicators.$inferSelect;

export interface IndicatorWithVersion {
  readonly row: IndicatorRow;
  readonly version: typeof indicatorVersions.$inferSelect;
}

const IN_FORCE = and(
  eq(indicatorVersions.indicatorId, indicators.id),
  eq(indicatorVersions.version, indicators.version),
);

/** All indicators with the version in force, oldest first. */
export async function allIndicators(db: Db): Promise<readonly IndicatorWithVersion[]> {
  const rows = db.select({ row: indicators, version: indicatorVersions }).from(indicators);
  return await rows.innerJoin(indicatorVersions, IN_FORCE).orderBy(indicators.createdAt, indicators.id);
}

export async function indicatorById(db: Db, id: string): Promise<IndicatorWithVersion | undefined> {
  const rows = db.select({ row: indicators, version: indicatorVersions }).from(indicators);
  const [found] = await rows.innerJoin(indicatorVersions, IN_FORCE).where(eq(indicators.id, id));
  return found;
}

export async function enabledIndicators(db: Db): Promise<readonly IndicatorInForce[]> {
  const rows = await db
    .select({ row: indicators, definition: indicatorVersions.definition })
    .from(indicators)
    .innerJoin(indicatorVersions, IN_FORCE)
    .where(eq(indicators.enabled, true));
  return rows.map(({ row: { id, version, evaluatedAt }, definition }) => ({
    id,
    version,
    definition,
    evaluatedAt: evaluatedAt?.getTime() ?? null,
  }));
}

export async function definitionOf(
  db: Db,
  id: string,
  version: number,
): Promise<IndicatorDefinition | undefined> {
  const { indicatorId, definition } = indicatorVersions;
  const [found] = await db
    .select({ definition })
    .from(indicatorVersions)
    .where(and(eq(indicatorId, id), eq(indicatorVersions.version, version)));
  return found?.definition;
}

/** Newest first. */
export async function versionsOf(db: Db, id: string): Promise<readonly IndicatorVersion[]> {
  const rows = await db
    .select()
    .from(indicatorVersions)
    .where(eq(indicatorVersions.indicatorId, id))
    .orderBy(desc(indicatorVersions.version));
  return rows.map(({ version, definition, authorId, createdAt }) => ({
    version,
    definition,
    authorId,
    at: createdAt.getTime(),
  }));
}

/** False when there is one of this key already. */
export async function addIndicator(db: Db, row: typeof indicators.$inferInsert): Promise<boolean> {
  const added = await db
    .insert(indicators)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: indicators.id });
  return added.length > 0;
}

export async function addVersion(db: Db, version: typeof indicatorVersions.$inferInsert): Promise<void> {
  await db.insert(indicatorVersions).values(version);
}

/** Puts the next version in force; false when `seen` is not the newest any more. What is new is judged afresh. */
export async function moveVersion(db: Db, id: string, seen: number): Promise<boolean> {
  const moved = await db
    .update(indicators)
    .set({ version: seen + 1, evaluatedAt: null })
    .where(and(eq(indicators.id, id), eq(indicators.version, seen)))
    .returning({ id: indicators.id });
  return moved.length > 0;
}

/** False when it was so already. Switched on, it is judged from now on. */
export async function switchIndicator(db: Db, id: string, enabled: boolean): Promise<boolean> {
  const switched = await db
    .update(indicators)
    .set({ enabled, evaluatedAt: null })
    .where(and(eq(indicators.id, id), eq(indicators.enabled, !enabled)))
    .returning({ id: indicators.id });
  return switched.length > 0;
}

/** Never back. */
export async function moveEvaluated(db: Db, id: string, version: number, to: Date): Promise<boolean> {
  const moved = await db
    .update(indicators)
    .set({ evaluatedAt: to })
    .where(
      and(
        eq(indicators.id, id),
        eq(indicators.version, version),
        or(isNull(indicators.evaluatedAt), lt(indicators.evaluatedAt, to)),
      ),
    )
    .returning({ id: indicators.id });
  return moved.length > 0;
}
