export interface BackoffOptions {
  /** @default 100 */
  readonly firstMs: number;
  /** @default 10_000 */
  readonly maxMs: number;
}

export const DEFAULT_BACKOFF: BackoffOptions = { firstMs: 100, maxMs: 10_000 };

/** Pause before attempt `attempt + 1` (attempts count from 1): doubling, bounded, half of it random. */
export function backoffMs(
  attempt: number,
  options: BackoffOptions,
  random: () => number = Math.random,
): number {
  const full = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(attempt - 1, 30));
  return full / 2 + (full / 2) * random();
}
