import { and, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import type { Person, SchemeLife } from './lifecycle.ts';
import { schemes, schemeVersions } from './schemes.schema.ts';
import type { SchemeDefinition, SchemeState } from './schemes.types.ts';

/** A scheme with the definition that counts. */
export interface StoredScheme extends SchemeLife {
  readonly schemeId: string;
  readonly readyKey: string | null;
  readonly rowVersion: number;
  readonly definition: SchemeDefinition;
  readonly expectedWeekly: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly results: unknown;
}

export interface StoredVersion {
  readonly version: number;
  readonly definition: SchemeDefinition;
  readonly author: Person;
  readonly createdAt: number;
  readonly approvedAt: number | null;
}

/** Schemes changed last come first. */
export async function findSchemes(
  db: Db,
  filter: { readonly states?: readonly SchemeState[] | undefined; readonly limit: number },
): Promise<readonly StoredScheme[]> {
  const { states, limit } = filter;
  const rows = await selectSchemes(db)
    .where(states === undefined ? undefined : inArray(schemes.state, [...states]))
    .orderBy(desc(schemes.updatedAt), desc(schemes.schemeId))
    .limit(limit);
  return rows.map(toScheme);
}

/** Scheduled, started and not ended, or ended since a time. */
export async function findUnderWay(
  db: Db,
  endedSince: Date,
  limit: number,
): Promise<readonly StoredScheme[]> {
  const started = and(
    isNotNull(schemes.startedAt),
    or(isNull(schemes.endedAt), gte(schemes.endedAt, endedSince)),
  );
  const rows = await selectSchemes(db)
    .where(or(eq(schemes.state, 'scheduled'), started))
    .limit(limit);
  return rows.map(toScheme);
}

export async function findScheme(db: Db, schemeId: string): Promise<StoredScheme | undefined> {
  const [row] = await selectSchemes(db).where(eq(schemes.schemeId, schemeId));
  return row && toScheme(row);
}

/** Whether there is one made from this ready-made key. */
export async function hasReadyKey(db: Db, readyKey: string): Promise<boolean> {
  return (await db.$count(schemes, eq(schemes.readyKey, readyKey))) > 0;
}

/** Newest first. */
export async function findVersions(db: Db, schemeId: string): Promise<readonly StoredVersion[]> {
  const rows = await db
    .select()
    .from(schemeVersions)
    .where(eq(schemeVersions.schemeId, schemeId))
    .orderBy(desc(schemeVersions.version));
  return rows.map(({ version, definition, author, createdAt, approvedAt }) => ({
    version,
    definition,
    author,
    createdAt: createdAt.getTime(),
    approvedAt: approvedAt?.getTime() ?? null,
  }));
}

export async function insertScheme(
  db: Db,
  scheme: Pick<StoredScheme, 'schemeId' | 'readyKey' | 'definition' | 'createdAt'>,
  author: Person,
): Promise<void> {
  const at = new Date(scheme.createdAt);
  await db.insert(schemes).values({
    schemeId: scheme.schemeId,
    readyKey: scheme.readyKey,
    rowVersion: 1,
    state: 'draft',
    version: 1,
    lastVersion: 1,
    approvedVersions: [],
    authors: [author],
    approvals: [],
    approvalsNeeded: 1,
    createdAt: at,
    updatedAt: at,
  });
  await insertVersion(db, scheme.schemeId, 1, scheme.definition, author, scheme.createdAt);
}

export async function insertVersion(
  db: Db,
  schemeId: string,
  version: number,
  definition: SchemeDefinition,
  author: Person,
  at: number,
): Promise<void> {
  await db.insert(schemeVersions).values({ schemeId, version, definition, author, createdAt: new Date(at) });
}

export async function markApproved(db: Db, schemeId: string, version: number, at: number): Promise<void> {
  await db
    .update(schemeVersions)
    .set({ approvedAt: new Date(at) })
    .where(and(eq(schemeVersions.schemeId, schemeId), eq(schemeVersions.version, version)));
}

/** Moves on from the row version that was seen; false when somebody else was faster. */
export async function saveLife(
  db: Db,
  seen: Pick<StoredScheme, 'schemeId' | 'rowVersion'>,
  life: SchemeLife,
  more: { readonly at: number; readonly expectedWeekly?: number | undefined },
): Promise<boolean> {
  const saved = await db
    .update(schemes)
    .set({
      rowVersion: seen.rowVersion + 1,
      state: life.state,
      version: life.version,
      lastVersion: life.lastVersion,
      approvedVersions: [...life.approvedVersions],
      authors: life.authors,
      approvals: life.approvals,
      approvalsNeeded: life.approvalsNeeded,
      returnReason: life.returnReason,
      scheduledForAt: dateOf(life.scheduledFor),
      startedAt: dateOf(life.startedAt),
      endedAt: dateOf(life.endedAt),
      updatedAt: new Date(more.at),
      ...(more.expectedWeekly === undefined ? {} : { expectedWeekly: more.expectedWeekly }),
    })
    .where(and(eq(schemes.schemeId, seen.schemeId), eq(schemes.rowVersion, seen.rowVersion)))
    .returning({ schemeId: schemes.schemeId });
  return saved.length === 1;
}

export async function saveResults(db: Db, schemeId: string, results: object): Promise<void> {
  await db.update(schemes).set({ results }).where(eq(schemes.schemeId, schemeId));
}

/** Another value whenever any scheme changed. */
export async function changeMark(db: Db): Promise<number> {
  const [row] = await db.select({ mark: sql<string>`coalesce(sum(${schemes.rowVersion}), 0)` }).from(schemes);
  return Number(row?.mark ?? 0);
}

function selectSchemes(db: Db) {
  return db
    .select({ scheme: schemes, definition: schemeVersions.definition })
    .from(schemes)
    .innerJoin(
      schemeVersions,
      and(eq(schemeVersions.schemeId, schemes.schemeId), eq(schemeVersions.version, schemes.version)),
    )
    .$dynamic();
}

function toScheme({
  scheme,
  definition,
}: {
  scheme: typeof schemes.$inferSelect;
  definition: SchemeDefinition;
}): StoredScheme {
  const { scheduledForAt, startedAt, endedAt, createdAt, updatedAt, ...rest } = scheme;
  return {
    ...rest,
    definition,
    validUntil: definition.validUntil,
    scheduledFor: scheduledForAt?.getTime() ?? null,
    startedAt: startedAt?.getTime() ?? null,
    endedAt: endedAt?.getTime() ?? null,
    createdAt: createdAt.getTime(),
    updatedAt: updatedAt.getTime(),
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
