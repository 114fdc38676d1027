import type { AlertNow, AlertState } from '@tidewall/streams/events';

/** States that are not over, in the order an alert goes through them. */
export const OPEN_STATES = [
  'raised',
  'reopened',
  'returned',
  'reported',
  'approved',
  'closed',
  'tracking',
] as const;
export type OpenState = (typeof OPEN_STATES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEVERITY_RANK: Readonly<Record<AlertNow['severity'], number>> = { critical: 0, warning: 1, info: 2 };

/** Upper ends of the age classes; the last one has none. */
export const AGE_CLASSES = [
  { id: 'hour', below: HOUR_MS },
  { id: 'hours', below: 4 * HOUR_MS },
  { id: 'day', below: DAY_MS },
  { id: 'older', below: Number.POSITIVE_INFINITY },
] as const;

export function isOpen(state: AlertState): state is OpenState {
  return state !== 'done' && state !== 'dismissed';
}

/** Somebody is asked to do something. */
export function isWaiting({ state }: Pick<AlertNow, 'state'>): boolean {
  return isOpen(state) && state !== 'closed' && state !== 'tracking';
}

/** The server says so when it escalates; a screen need not wait for that. */
export function isOverdue({ overdue, dueAt }: Pick<AlertNow, 'overdue' | 'dueAt'>, now: number): boolean {
  return overdue || (dueAt !== null && dueAt <= now);
}

/** Of the time that the present step has, what is gone, 0 to 1; null when nothing is asked of anybody. */
export function spentOf({ since, dueAt, overdue }: AlertNow, now: number): number | null {
  if (dueAt === null) return null;
  if (overdue || dueAt <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (dueAt - since)));
}

/** Open alerts, `overdue` as of `now`: overdue first, silenced last, what waits before what is watched, then by severity and age. */
export function openAlerts(alerts: Iterable<AlertNow>, now: number): readonly AlertNow[] {
  return [...alerts]
    .filter(({ state }) => isOpen(state))
    .map((alert) => (alert.overdue === isOverdue(alert, now) ? alert : { ...alert, overdue: true }))
    .sort(
      (a, b) =>
        Number(b.overdue) - Number(a.overdue) ||
        Number(a.silenced) - Number(b.silenced) ||
        Number(isWaiting(b)) - Number(isWaiting(a)) ||
        SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
        a.raisedAt - b.raisedAt ||
        a.alertId.localeCompare(b.alertId),
    );
}

/** An alert with those of areas below that are grouped under it. */
export interface AlertGroup {
  readonly alert: AlertNow;
  readonly below: number;
  readonly belowOverdue: number;
}

/** Open alerts as groups, in their order; what is below an alert that is over stands for itself. */
export function alertGroups(alerts: readonly AlertNow[]): readonly AlertGroup[] {
  const open = new Set(alerts.map(({ alertId }) => alertId));
  const isBelow = ({ parentId }: AlertNow): boolean => parentId !== null && open.has(parentId);
  const below = Map.groupBy(alerts.filter(isBelow), ({ parentId }) => parentId);
  return alerts
    .filter((alert) => !isBelow(alert))
    .map((alert) => {
      const children = below.get(alert.alertId) ?? [];
      return {
        alert,
        below: children.length,
        belowOverdue: children.filter(({ overdue }) => overdue).length,
      };
    });
}

export interface StateRow {
  readonly state: OpenState;
  readonly total: number;
  readonly overdue: number;
  /** In the order of `AGE_CLASSES`. */
  readonly byAge: readonly number[];
}

/** Open alerts by state, and in each by age since they were raised. */
export function stateRows(alerts: readonly AlertNow[], now: number): readonly StateRow[] {
  return OPEN_STATES.map((state) => {
    const mine = alerts.filter((alert) => alert.state === state);
    const byAge = AGE_CLASSES.map(() => 0);
    for (const { raisedAt } of mine) byAge[AGE_CLASSES.findIndex(({ below }) => now - raisedAt < below)]!++;
    return { state, total: mine.length, overdue: mine.filter(({ overdue }) => overdue).length, byAge };
  });
}

export interface HolderRow {
  /** Of the person; null: nobody holds the position, a supervisor has to stand in. */
  readonly name: string | null;
  /** Of the chain; only when nobody holds it. */
  readonly position: string | null;
  readonly open: number;
  readonly overdue: number;
}

/** Who has alerts before them: the most overdue first, then the most. */
export function holderRows(alerts: readonly AlertNow[]): readonly HolderRow[] {
  const rows = new Map<
    string,
    { name: string | null; position: string | null; open: number; overdue: number }
  >();
  const count = (key: string, name: string | null, position: string | null, overdue: boolean): void => {
    const row = rows.get(key) ?? { name, position, open: 0, overdue: 0 };
    row.open++;
    if (overdue) row.overdue++;
    rows.set(key, row);
  };
  for (const alert of alerts.filter(isWaiting)) {
    const { assignees, position, overdue } = alert;
    for (const name of assignees) count(`person ${name}`, name, null, overdue);
    if (assignees.length === 0) count(`position ${position ?? ''}`, null, position, overdue);
  }
  return [...rows.values()].sort(
    (a, b) => b.overdue - a.overdue || b.open - a.open || nameOf(a).localeCompare(nameOf(b)),
  );
}

const nameOf = ({ name, position }: HolderRow): string => name ?? position ?? '';

/** What a day has brought, of what is known: those that are over are, for a day. */
export function lastDay(
  alerts: Iterable<AlertNow>,
  now: number,
): { readonly raised: number; readonly ended: number } {
  let raised = 0;
  let ended = 0;
  for (const { raisedAt, since, state } of alerts) {
    if (now - raisedAt < DAY_MS) raised++;
    if (!isOpen(state) && now - since < DAY_MS) ended++;
  }
  return { raised, ended };
}
