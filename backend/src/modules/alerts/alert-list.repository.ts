import {
  and,
  arrayContains,
  arrayOverlaps,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { alerts, alertSearch } from './alerts.schema.ts';
import type { AlertRow } from './alerts.repository.ts';
import type { AlertState, Severity } from './alerts.types.ts';

/** Which alerts; what is left out is not filtered. */
export interface AlertFilter {
  /** Areas whose subtrees may be seen; null: all. */
  readonly scope: readonly string[] | null;
  readonly states?: readonly AlertState[] | undefined;
  readonly open?: boolean | undefined;
  readonly areaId?: string | undefined;
  readonly hotspotId?: string | undefined;
  readonly indicatorId?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly indicatorIds?: readonly string[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  /** In any of these areas or below. */
  readonly underAny?: readonly string[] | undefined;
  /** On the chain. */
  readonly personId?: string | undefined;
  readonly waitingFor?: Waiting | undefined;
  /** Not waiting for this one. */
  readonly notWaitingFor?: Waiting | undefined;
  readonly overdueAt?: number | undefined;
  readonly grouped?: boolean | undefined;
  readonly parentId?: string | undefined;
  /** All of them must be found. */
  readonly tokens?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Whose turn it is: a person's, or a supervisor's where nobody holds the step. */
export interface Waiting {
  readonly personId: string;
  readonly supervisor: boolean;
}

export interface AlertCursor {
  readonly raisedAt: number;
  readonly id: string;
}

const MAX_COUNT = 10_000;
/** Nothing is asked of anybody in these. */
const QUIET: AlertState[] = ['closed', 'tracking', 'done', 'dismissed'];

/** Newest first, after the cursor. */
export async function findAlerts(
  db: Db,
  filter: AlertFilter,
  after: AlertCursor | null,
  limit: number,
): Promise<readonly AlertRow[]> {
  const older =
    after === null
      ? undefined
      : sql`(${alerts.raisedAt}, ${alerts.id}) < (${new Date(after.raisedAt).toISOString()}::timestamptz, ${after.id})`;
  return await db
    .select()
    .from(alerts)
    .where(and(conditions(filter), older))
    .orderBy(desc(alerts.raisedAt), desc(alerts.id))
    .limit(limit);
}

/** Those that are due first come first. */
export async function findUrgent(db: Db, filter: AlertFilter, limit: number): Promise<readonly AlertRow[]> {
  return await db
    .select()
    .from(alerts)
    .where(conditions(filter))
    .orderBy(alerts.dueAt, alerts.id)
    .limit(limit);
}

/** How many, up to 10 000. */
export async function countAlerts(db: Db, filter: AlertFilter): Promise<number> {
  const some = db
    .select({ id: alerts.id })
    .from(alerts)
    .where(conditions(filter))
    .limit(MAX_COUNT)
    .as('some');
  const [row] = await db.select({ count: count() }).from(some);
  return row?.count ?? 0;
}

/** How many are grouped under each. */
export async function countChildren(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ parentId: alerts.parentId, count: count() })
    .from(alerts)
    .where(inArray(alerts.parentId, [...ids]))
    .groupBy(alerts.parentId);
  return new Map(rows.map(({ parentId, count: children }) => [parentId ?? '', children]));
}

export async function countOpenByIndicator(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ indicatorId: alerts.indicatorId, count: count() })
    .from(alerts)
    .where(and(eq(alerts.open, true), isNotNull(alerts.indicatorId)))
    .groupBy(alerts.indicatorId);
  return new Map(rows.map(({ indicatorId, count: open }) => [indicatorId ?? '', open]));
}

/** All that are open, and those that ended after a time: for the live topic. */
export async function findLive(db: Db, endedAfter: Date, limit: number): Promise<readonly AlertRow[]> {
  return await db
    .select()
    .from(alerts)
    .where(or(eq(alerts.open, true), gte(alerts.endedAt, endedAfter)))
    .orderBy(desc(alerts.raisedAt))
    .limit(limit);
}

function conditions(filter: AlertFilter): SQL | undefined {
  const { scope, states, open, areaId, hotspotId, indicatorId, severity, personId, tokens, from, to } =
    filter;
  const { indicatorIds, severities, underAny } = filter;
  const { waitingFor, notWaitingFor, overdueAt, grouped, parentId } = filter;
  return and(
    scope === null ? undefined : scope.length === 0 ? sql`false` : arrayOverlaps(alerts.areaPath, [...scope]),
    states === undefined ? undefined : inArray(alerts.state, [...states]),
    open === undefined ? undefined : eq(alerts.open, open),
    areaId === undefined ? undefined : arrayContains(alerts.areaPath, [areaId]),
    hotspotId === undefined ? undefined : eq(alerts.hotspotId, hotspotId),
    indicatorId === undefined ? undefined : eq(alerts.indicatorId, indicatorId),
    severity === undefined ? undefined : eq(alerts.severity, severity),
    indicatorIds === undefined ? undefined : inArray(alerts.indicatorId, [...indicatorIds]),
    severities === undefined ? undefined : inArray(alerts.severity, [...severities]),
    underAny === undefined ? undefined : arrayOverlaps(alerts.areaPath, [...underAny]),
    personId === undefined ? undefined : arrayContains(alerts.people, [personId]),
    waitingFor === undefined ? undefined : waits(waitingFor),
    notWaitingFor === undefined ? undefined : sql`not (${waits(notWaitingFor)})`,
    overdueAt === undefined
      ? undefined
      : and(lt(alerts.dueAt, new Date(overdueAt)), notInArray(alerts.state, QUIET)),
    grouped === true ? isNull(alerts.parentId) : undefined,
    parentId === undefined ? undefined : eq(alerts.parentId, parentId),
    tokens === undefined || tokens.length === 0 ? undefined : foundBy(tokens),
    from === undefined ? undefined : gte(alerts.raisedAt, new Date(from)),
    to === undefined ? undefined : lt(alerts.raisedAt, new Date(to)),
  );
}

/** All of the tokens are there. */
function foundBy(tokens: readonly string[]): SQL {
  return sql`exists (select 1 from ${alertSearch} where ${alertSearch.alertId} = ${alerts.id} and ${arrayContains(alertSearch.tokens, [...tokens])})`;
}

function waits({ personId, supervisor }: Waiting): SQL | undefined {
  const mine = arrayContains(alerts.waitingFor, [personId]);
  return supervisor ? or(mine, and(isNotNull(alerts.step), sql`${alerts.waitingFor} = '{}'`)) : mine;
}
