import type { CampaignFunnel } from '@tidewall/streams';
import type { DecisionState } from '../policy/policy.types.ts';

/** How many triggers ended why. */
export interface CountedReason {
  readonly reason: DecisionState;
  readonly detail: string | null;
  readonly arm: 'treated' | 'control' | null;
  readonly count: number;
}

/**
 * Triggers by what became of them. Each is in exactly one of sent, heldOut, suppressed, deferred, stale, failed, unknown
 * and waiting, so these add up to the triggers.
 */
export function funnelOf(
  counts: readonly CountedReason[],
  { delivered, converted }: Pick<CampaignFunnel, 'delivered' | 'converted'>,
): CampaignFunnel {
  const sums = { sent: 0, heldOut: 0, deferred: 0, stale: 0, failed: 0, unknown: 0, waiting: 0 };
  const suppressed: Record<string, number> = {};
  let [triggers, eligible] = [0, 0];
  for (const counted of counts) {
    const { reason, arm, count } = counted;
    triggers += count;
    if (arm !== null) eligible += count;
    const step = stepOf(counted);
    if (step === null) suppressed[reason] = (suppressed[reason] ?? 0) + count;
    else sums[step] += count;
  }
  return { triggers, eligible, ...sums, delivered, converted, suppressed };
}

/** Null: suppressed for its reason. */
function stepOf({ reason, detail }: CountedReason) {
  switch (reason) {
    case 'sent':
    case 'stale':
    case 'failed':
    case 'unknown':
      return reason;
    case 'held-out':
      return 'heldOut';
    case 'queued':
      return 'waiting';
    case 'quiet-hours-deferred':
      return detail === 'dropped' ? null : 'deferred';
    default:
      return null;
  }
}
