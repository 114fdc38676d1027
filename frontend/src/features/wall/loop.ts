import type { AlertNow, AlertState, CampaignFunnel, CampaignNow } from '@tidewall/streams/events';

/** States in which somebody still has something to do, in the order an alert goes through them. */
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

/** Upper ends of the age classes; the last one has none. */
export const AGE_CLASSES = [
  { id: 'hour', below: HOUR_MS },
  { id: 'hours', below: 4 * HOUR_MS },
  { id: 'day', below: 24 * HOUR_MS },
  { id: 'older', below: Number.POSITIVE_INFINITY },
] as const;

export function isOpen(state: AlertState): state is OpenState {
  return state !== 'done' && state !== 'dismissed';
}

/** Open alerts: overdue first, silenced last, then the most severe, then the oldest. */
export function openAlerts(alerts: Iterable<AlertNow>): readonly AlertNow[] {
  const rank = { critical: 0, warning: 1, info: 2 };
  return [...alerts]
    .filter(({ state }) => isOpen(state))
    .sort(
      (a, b) =>
        Number(b.overdue) - Number(a.overdue) ||
        Number(a.silenced) - Number(b.silenced) ||
        rank[a.severity] - rank[b.severity] ||
        a.raisedAt - b.raisedAt ||
        a.alertId.localeCompare(b.alertId),
    );
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
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
}

/** Who has alerts before them: the most overdue first. */
export function holderRows(alerts: readonly AlertNow[]): readonly HolderRow[] {
  const rows = new Map<string, { name: string; open: number; overdue: number }>();
  for (const { assignees, overdue } of alerts) {
    for (const name of assignees) {
      const row = rows.get(name) ?? { name, open: 0, overdue: 0 };
      row.open++;
      if (overdue) row.overdue++;
      rows.set(name, row);
    }
  }
  return [...rows.values()].sort(
    (a, b) => b.overdue - a.overdue || b.open - a.open || a.name.localeCompare(b.name),
  );
}

const CAMPAIGN_ORDER: Readonly<Record<CampaignNow['state'], number>> = {
  running: 0,
  paused: 1,
  scheduled: 2,
  ended: 3,
};

/** Running ones first, those with most triggers today at the top. */
export function campaignRows(campaigns: Iterable<CampaignNow>): readonly CampaignNow[] {
  return [...campaigns].sort(
    (a, b) =>
      CAMPAIGN_ORDER[a.state] - CAMPAIGN_ORDER[b.state] ||
      b.today.triggers - a.today.triggers ||
      a.name.localeCompare(b.name),
  );
}

/** The steps of a funnel from trigger to success. */
export const FUNNEL_STEPS = ['triggers', 'eligible', 'sent', 'delivered', 'converted'] as const;

/** What a funnel's triggers became; the ledger adds up when `missing` is 0. */
export function funnelLedger(funnel: CampaignFunnel): {
  readonly suppressed: number;
  readonly missing: number;
} {
  const suppressed = Object.values(funnel.suppressed).reduce((sum, n) => sum + n, 0);
  const { triggers, sent, heldOut, deferred, stale, failed, unknown, waiting } = funnel;
  const told = sent + heldOut + suppressed + deferred + stale + failed + unknown + waiting;
  return { suppressed, missing: triggers - told };
}
