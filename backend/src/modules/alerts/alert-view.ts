import type { AreaTree } from '../reference/area-tree.ts';
import type { Bilingual } from '../indicators/index.ts';
import { waitingPeople } from './alert-row.ts';
import type { AlertRow } from './alerts.repository.ts';
import { toldFigures } from './told-figures.ts';

/** Whether it was due before `now` and something is still asked of somebody. */
export function isOverdue({ step, dueAt }: Pick<AlertRow, 'step' | 'dueAt'>, now: number): boolean {
  return step !== null && dueAt.getTime() <= now;
}

export type AlertView = ReturnType<typeof alertView>;

/** An alert as lists show it. */
export function alertView(row: AlertRow, areas: AreaTree, now: number, children: number, k: number) {
  return {
    id: row.id,
    number: row.number,
    indicatorId: row.indicatorId,
    indicatorVersion: row.indicatorVersion,
    title: row.title,
    message: row.message,
    severity: row.severity,
    areaId: row.areaId,
    areaName: nameOf(row.areaId, areas),
    hotspotId: row.hotspotId,
    state: row.state,
    step: row.step,
    version: row.version,
    round: row.round,
    waitingFor: waitingPeople(row),
    parentId: row.parentId,
    children,
    eventTime: row.eventAt.getTime(),
    raisedAt: row.raisedAt.getTime(),
    dueAt: row.step === null ? null : row.dueAt.getTime(),
    overdue: isOverdue(row, now),
    escalatedAt: time(row.escalatedAt),
    acknowledgedBy: row.acknowledgedBy,
    acknowledgedAt: time(row.acknowledgedAt),
    closedAt: time(row.closedAt),
    trackingUntil: time(row.trackingUntil),
    endedAt: time(row.endedAt),
    recoveredAt: time(row.recoveredAt),
    occurrences: row.occurrences,
    ...toldFigures(row, k),
    unit: row.unit,
    muted: row.muted,
  };
}

export function nameOf(areaId: string, areas: AreaTree): Bilingual {
  const area = areas.get(areaId);
  return area === undefined ? { zh: areaId, en: areaId } : { zh: area.name, en: area.nameEn };
}

function time(date: Date | null): number | null {
  return date?.getTime() ?? null;
}
