import type { CampaignFunnel } from '@tidewall/streams/events';
import type { ReasonCountDto } from '../../api/schemes-dto.ts';

/** From trigger to success; each is a part of the one before. */
export const FUNNEL_STEPS = ['triggers', 'eligible', 'sent', 'delivered', 'converted'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** What a funnel of the live topic says of triggers, one reason each. */
export function reasonsOf(funnel: CampaignFunnel): readonly ReasonCountDto[] {
  const { sent, heldOut, suppressed, deferred, stale, failed, unknown, waiting } = funnel;
  const counts: readonly (readonly [string, number])[] = [
    ['sent', sent],
    ['held-out', heldOut],
    ...Object.entries(suppressed),
    ['quiet-hours-deferred', deferred],
    ['stale', stale],
    ['failed', failed],
    ['unknown', unknown],
    ['queued', waiting],
  ];
  return sorted(counts.map(([reason, count]) => ({ reason, detail: null, count })));
}

/** Triggers that no reason accounts for; 0 when it adds up. */
export function missingOf(triggers: number, reasons: readonly ReasonCountDto[]): number {
  return triggers - reasons.reduce((sum, { count }) => sum + count, 0);
}

/** Most first; what did not occur is left out. */
export function sorted(reasons: readonly ReasonCountDto[]): readonly ReasonCountDto[] {
  return reasons.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}

/** A part of a whole, 0 to 1. */
export function partOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, part / whole);
}

export type ReasonTone = 'sent' | 'held' | 'kept' | 'bad';

/** Sent, held out on purpose, kept back by a rule, or gone wrong. */
export function toneOf(reason: string): ReasonTone {
  if (reason === 'sent') return 'sent';
  if (reason === 'held-out') return 'held';
  return reason === 'failed' || reason === 'unknown' ? 'bad' : 'kept';
}
