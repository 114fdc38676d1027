import type { DecisionState } from '../policy/policy.types.ts';

/** Triggers of a minute, and what became of them. */
export interface Line {
  readonly triggers: number;
  readonly byReason: Readonly<Partial<Record<DecisionState, number>>>;
}

/** triggers = sent + held-out + suppressed by reason + deferred + stale + failed + unknown, and what is still queued. */
export function differenceOf({ triggers, byReason }: Line): number {
  return triggers - Object.values(byReason).reduce((sum, count) => sum + count, 0);
}
