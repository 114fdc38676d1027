import type { CampaignFunnel, CampaignNow } from '@tidewall/streams/events';

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
