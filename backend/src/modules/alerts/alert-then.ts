import { OVER, type AlertState, type Severity } from './alerts.types.ts';

/** An alert as it stood at a moment. */
export interface AlertThen {
  readonly alertId: string;
  readonly number: number;
  readonly areaId: string;
  readonly hotspotId: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly severity: Severity;
  readonly state: AlertState;
  readonly raisedAt: number;
  /** Of that state. */
  readonly since: number;
  readonly acknowledged: boolean;
}

/** As much of an alert as never changes. */
export type AlertBasis = Omit<AlertThen, 'state' | 'since' | 'acknowledged'>;

/** A line of an alert's timeline. Times in epoch milliseconds of the system. */
export interface TimelineLine {
  readonly alertId: string;
  readonly at: number;
  readonly kind: string;
  /** State after a transition; null: a note. */
  readonly to: AlertState | null;
}

/**
 * Alerts as they stood at the end of their lines, which are those up to some moment, oldest first. What was over then is
 * left out.
 */
export function alertsThen(
  alerts: readonly AlertBasis[],
  lines: readonly TimelineLine[],
): readonly AlertThen[] {
  const linesOf = Map.groupBy(lines, ({ alertId }) => alertId);
  return alerts
    .map((alert) => stood(alert, linesOf.get(alert.alertId) ?? []))
    .filter(({ state }) => !OVER.has(state));
}

function stood(alert: AlertBasis, lines: readonly TimelineLine[]): AlertThen {
  let then: AlertThen = { ...alert, state: 'raised', since: alert.raisedAt, acknowledged: false };
  for (const { at, kind, to } of lines) {
    if (to !== null && to !== then.state) then = { ...then, state: to, since: at };
    if (kind === 'acknowledge') then = { ...then, acknowledged: true };
  }
  return then;
}
