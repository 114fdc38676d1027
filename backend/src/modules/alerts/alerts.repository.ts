import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import {
  alertDetections,
  alertEvents,
  alertOutages,
  alerts,
  alertSearch,
  alertSignals,
} from './alerts.schema.ts';
import type { Signal } from './alerts.types.ts';

export type AlertRow = typeof alerts.$inferSelect;
export type NewAlertRow = typeof alerts.$inferInsert;
export type EventRow = typeof alertEvents.$inferSelect;
export type NewEventRow = typeof alertEvents.$inferInsert;

/** The alert, kept from changing until the transaction is over. */
export async function lockAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id)).for('update');
  return row;
}

export async function alertById(db: Db, id: string): Promise<AlertRow | undefined> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id));
  return row;
}

/** The one open alert of an indicator at a place, locked. */
export async function lockOpenAlert(
  db: Db,
  indicatorId: string,
  place: string,
): Promise<AlertRow | undefined> {
  const open = and(eq(alerts.indicatorId, indicatorId), eq(alerts.place, place), eq(alerts.open, true));
  const [row] = await db.select().from(alerts).where(open).for('update');
  return row;
}

/** Whether there was an alert of an indicator at a place on a day, over or not. */
export async function hadAlert(db: Db, indicatorId: string, place: string, day: string): Promise<boolean> {
  const same = and(eq(alerts.indicatorId, indicatorId), eq(alerts.place, place), eq(alerts.day, day));
  return (await db.select({ id: alerts.id }).from(alerts).where(same).limit(1)).length > 0;
}

/** Undefined when there is an open one of this indicator and place already. */
export async function insertAlert(db: Db, row: NewAlertRow): Promise<AlertRow | undefined> {
  const [added] = await db.insert(alerts).values(row).onConflictDoNothing().returning();
  return added;
}

/** Makes an alert found by more words. */
export async function addTokens(db: Db, alertId: string, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await db
    .insert(alertSearch)
    .values({ alertId, tokens: [...tokens] })
    .onConflictDoUpdate({
      target: alertSearch.alertId,
      set: { tokens: sql`array(select distinct unnest(${alertSearch.tokens} || excluded.tokens))` },
    });
}

/** Changes a row that is locked. */
export async function updateAlert(db: Db, id: string, change: Partial<NewAlertRow>): Promise<AlertRow> {
  const [row] = await db.update(alerts).set(change).where(eq(alerts.id, id)).returning();
  if (row === undefined) throw new Error('a locked alert is gone');
  return row;
}

/** The nearest alert above that is open, of the same indicator and day. */
export async function parentOf(db: Db, row: NewAlertRow): Promise<string | null> {
  const above = row.areaPath.slice(1);
  if (!row.indicatorId || above.length === 0) return null;
  const found = await db
    .select({ id: alerts.id, areaId: alerts.areaId })
    .from(alerts)
    .where(and(sameOccasion(row), inArray(alerts.areaId, above), isNull(alerts.hotspotId)));
  const nearest = above.find((areaId) => found.some((alert) => alert.areaId === areaId));
  return found.find((alert) => alert.areaId === nearest)?.id ?? null;
}

/** Groups open alerts below that are in no group yet; answers with them. */
export async function adoptChildren(db: Db, row: AlertRow): Promise<readonly AlertRow[]> {
  if (row.indicatorId === null || row.hotspotId !== null) return [];
  const below = and(
    arrayContains(alerts.areaPath, [row.areaId]),
    ne(alerts.id, row.id),
    isNull(alerts.parentId),
  );
  return await db
    .update(alerts)
    .set({ parentId: row.id })
    .where(and(sameOccasion(row), below))
    .returning();
}

function sameOccasion({ indicatorId, day }: NewAlertRow) {
  return and(eq(alerts.indicatorId, indicatorId ?? ''), eq(alerts.open, true), eq(alerts.day, day));
}

/** Whoever was told of an alert is not told again of those grouped under it. */
export async function peopleOfAlert(db: Db, id: string): Promise<readonly string[]> {
  const [row] = await db
    .select({ people: alerts.people, muted: alerts.muted })
    .from(alerts)
    .where(eq(alerts.id, id));
  return row === undefined || row.muted !== null ? [] : row.people;
}

/** Undefined: this has happened already. */
export async function addEvent(db: Db, event: NewEventRow): Promise<number | undefined> {
  const [added] = await db
    .insert(alertEvents)
    .values(event)
    .onConflictDoNothing()
    .returning({ id: alertEvents.id });
  return added?.id;
}

/** Oldest first. */
export async function eventsOf(db: Db, alertId: string): Promise<readonly EventRow[]> {
  return await db
    .select()
    .from(alertEvents)
    .where(eq(alertEvents.alertId, alertId))
    .orderBy(asc(alertEvents.id));
}

export async function eventById(db: Db, id: number): Promise<EventRow | undefined> {
  const [row] = await db.select().from(alertEvents).where(eq(alertEvents.id, id));
  return row;
}

/** Newest first. */
export async function detectionsOf(db: Db, alertId: string, limit: number) {
  const rows = db.select().from(alertDetections).where(eq(alertDetections.alertId, alertId));
  return await rows.orderBy(desc(alertDetections.eventAt)).limit(limit);
}

/** The alert of an indicator that a detection has joined, newest first. */
export async function alertOfDetection(
  db: Db,
  indicatorId: string,
  detectionId: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: alerts.id })
    .from(alertDetections)
    .innerJoin(alerts, eq(alerts.id, alertDetections.alertId))
    .where(and(eq(alertDetections.detectionId, detectionId), eq(alerts.indicatorId, indicatorId)))
    .orderBy(desc(alerts.number))
    .limit(1);
  return row?.id;
}

/** Notes a detection, or its newer revision; false: this revision is known. */
export async function joinDetection(db: Db, row: typeof alertDetections.$inferInsert): Promise<boolean> {
  const { revision, retracted } = row;
  const joined = await db
    .insert(alertDetections)
    .values(row)
    .onConflictDoUpdate({
      target: [alertDetections.alertId, alertDetections.detectionId],
      set: { revision, retracted },
      setWhere: sql`${alertDetections.revision} < excluded.revision`,
    })
    .returning({ alertId: alertDetections.alertId });
  return joined.length > 0;
}

/** Whether an alert is about any detection that was not taken back. */
export async function hasStandingDetection(db: Db, alertId: string): Promise<boolean> {
  const standing = and(eq(alertDetections.alertId, alertId), eq(alertDetections.retracted, false));
  return (
    (await db.select({ id: alertDetections.detectionId }).from(alertDetections).where(standing).limit(1))
      .length > 0
  );
}

export async function addSignals(db: Db, signals: readonly Signal[]): Promise<void> {
  if (signals.length > 0) await db.insert(alertSignals).values(signals.map((signal) => ({ signal })));
}

/** What waits, in order. */
export async function nextSignals(db: Db, limit: number) {
  return await db.select().from(alertSignals).orderBy(asc(alertSignals.seq)).limit(limit);
}

/** False: another process has worked it off. */
export async function takeSignal(db: Db, seq: number): Promise<boolean> {
  const taken = await db
    .delete(alertSignals)
    .where(eq(alertSignals.seq, seq))
    .returning({ seq: alertSignals.seq });
  return taken.length > 0;
}

/** Notes that a source is out, or is back. */
export async function noteOutage(db: Db, row: typeof alertOutages.$inferInsert): Promise<void> {
  const { revision, endedAt } = row;
  await db
    .insert(alertOutages)
    .values(row)
    .onConflictDoUpdate({
      target: alertOutages.detectionId,
      set: { revision, endedAt },
      setWhere: sql`${alertOutages.revision} < excluded.revision`,
    });
}

/** Outages that run at some moment from `from` to `to`. */
export async function outagesIn(db: Db, from: Date, to: Date) {
  const { sinceAt, endedAt } = alertOutages;
  return await db
    .select()
    .from(alertOutages)
    .where(and(lte(sinceAt, to), or(isNull(endedAt), gt(endedAt, from))));
}

/** Open alerts of whom nobody was told because of this silence or outage, locked. */
export async function lockMutedBy(db: Db, id: string): Promise<readonly AlertRow[]> {
  const muted = and(eq(alerts.open, true), sql`${alerts.muted} ->> 'id' = ${id}`);
  return await db.select().from(alerts).where(muted).for('update');
}

/** Open alerts of an indicator, by place. */
export async function openPlaces(
  db: Db,
  indicatorId: string,
): Promise<ReadonlyMap<string, AlertRow['state']>> {
  const rows = await db
    .select({ place: alerts.place, state: alerts.state })
    .from(alerts)
    .where(and(eq(alerts.indicatorId, indicatorId), eq(alerts.open, true)));
  return new Map(rows.map(({ place, state }) => [place, state]));
}
