import { and, arrayContains, asc, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Db } from '../../adapters/postgres/index.ts';
import { alertEvents, alerts } from './alerts.schema.ts';
import type { AlertBasis, TimelineLine } from './alert-then.ts';

/** Alerts of an area and all below it that had been raised by a moment and had not ended for good; oldest first. */
export async function alertsAt(db: Db, areaId: string, at: Date, limit: number): Promise<AlertBasis[]> {
  const there = and(
    arrayContains(alerts.areaPath, [areaId]),
    lte(alerts.raisedAt, at),
    or(isNull(alerts.endedAt), gt(alerts.endedAt, at)),
  );
  const rows = await db
    .select({
      alertId: alerts.id,
      number: alerts.number,
      areaId: alerts.areaId,
      hotspotId: alerts.hotspotId,
      title: alerts.title,
      severity: alerts.severity,
      raisedAt: alerts.raisedAt,
    })
    .from(alerts)
    .where(there)
    .orderBy(asc(alerts.raisedAt))
    .limit(limit);
  return rows.map((row) => ({ ...row, raisedAt: row.raisedAt.getTime() }));
}

/** Their timelines up to a moment, oldest line first. */
export async function linesUntil(db: Db, alertIds: readonly string[], at: Date): Promise<TimelineLine[]> {
  if (alertIds.length === 0) return [];
  const rows = await db
    .select({
      alertId: alertEvents.alertId,
      at: alertEvents.at,
      kind: alertEvents.kind,
      to: alertEvents.to,
    })
    .from(alertEvents)
    .where(and(inArray(alertEvents.alertId, [...alertIds]), lte(alertEvents.at, at)))
    .orderBy(asc(alertEvents.id));
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
