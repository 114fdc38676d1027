import type { CampaignFunnel, CampaignNow } from '@tidewall/streams/events';

const CAMPAIGN_ORDER: Readonly<Record<CampaignNow['state'], number>> = {
  running: 0,
  paused: 1,
  scheduled: 2,
  ended: 3,
};

/** Those in which something happens first, the running ones of them, those with most triggers today at the top. */
export function campaignRows(campaigns: Iterable<CampaignNow>): readonly CampaignNow[] {
  return [...campaigns].sort(
    (a, b) =>
      Number(isBusy(b)) - Number(isBusy(a)) ||
      CAMPAIGN_ORDER[a.state] - CAMPAIGN_ORDER[b.state] ||
      b.today.triggers - a.today.triggers ||
      a.name.localeCompare(b.name),
  );
}

/** The steps of a funnel from trigger to success. */
export const FUNNEL_STEPS = ['triggers', 'eligible', 'sent', 'delivered', 'converted'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** A step of a funnel as a share of its triggers, 0 to 1; 0 without any. */
export function shareOfTriggers(funnel: CampaignFunnel, step: FunnelStep): number {
  return funnel.triggers === 0 ? 0 : Math.min(1, funnel[step] / funnel.triggers);
}

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

/** Layout units that a campaign takes: with its funnel, or in one line where nothing happens. */
export const CAMPAIGN_UNITS = { full: 12, line: 2.6 } as const;

/** Runs, or something has happened today: worth its funnel. */
export function isBusy({ state, today }: CampaignNow): boolean {
  return state === 'running' || today.triggers > 0;
}

/** As many campaigns as have room, in their order, at least one. */
export function fittingCampaigns(
  campaigns: readonly CampaignNow[],
  roomUnits: number,
): readonly CampaignNow[] {
  let left = roomUnits;
  const count = campaigns.findIndex((campaign) => {
    left -= isBusy(campaign) ? CAMPAIGN_UNITS.full : CAMPAIGN_UNITS.line;
    return left < 0;
  });
  return count < 0 ? campaigns : campaigns.slice(0, Math.max(1, count));
}
