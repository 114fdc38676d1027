import type { FailureKind } from './channel.ts';

/** Step after the first attempt, and the most. Throttling passes sooner than a fault does. */
const STEPS_MS: Readonly<Record<Exclude<FailureKind, 'permanent'>, { first: number; most: number }>> = {
  transient: { first: 2_000, most: 300_000 },
  throttled: { first: 1_000, most: 60_000 },
};

/**
 * How long to wait after the `attempt`-th failed try (from 1): exponential with full jitter, so that what failed
 * together does not come back together (M. Brooker, "Exponential backoff and jitter", AWS 2015).
 * Not before `retryAfterMs`, if the provider gave one. Permanent failures have no delay: they are not tried again.
 */
export function retryDelayMs(
  attempt: number,
  kind: Exclude<FailureKind, 'permanent'>,
  random: () => number,
  retryAfterMs = 0,
): number {
  const { first, most } = STEPS_MS[kind];
  return retryAfterMs + fullJitterMs(attempt, first, most, random);
}

/** A delay anywhere between 0 and `first` doubled with each attempt, never more than `most`. */
export function fullJitterMs(attempt: number, first: number, most: number, random: () => number): number {
  const ceiling = Math.min(most, first * 2 ** Math.min(Math.max(attempt, 1) - 1, 30));
  return Math.round(random() * ceiling);
}
