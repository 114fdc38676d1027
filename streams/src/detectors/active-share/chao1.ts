/** How often each of a number of individuals was seen: what the estimate of the unseen is made of. */
export interface SeenCounts {
  /** Different individuals seen. */
  readonly seen: number;
  /** Of those, seen exactly once. */
  readonly once: number;
  /** Seen exactly twice. */
  readonly twice: number;
  /** All sightings. */
  readonly sightings: number;
}

/** An estimate of all individuals, seen or not, with its 95 % interval. */
export interface Estimate {
  readonly estimated: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Chao's estimate of how many there are from how many were seen once and twice (Chao 1984; bias-corrected form of Chao
 * 2005), with the log-normal interval of Chao 1987, which never goes below what was seen. Where nobody is thought unseen,
 * the interval is that of EstimateS (Colwell 2013): it asks how many would be missed at the mean number of sightings.
 */
export function chao1(counts: SeenCounts): Estimate {
  const { seen, once, twice } = counts;
  const unseen = (once * (once - 1)) / (2 * (twice + 1));
  if (unseen === 0) return { estimated: seen, low: seen, high: highOfComplete(counts) };
  const spread = Math.exp(Z * Math.sqrt(Math.log(1 + varianceOf(counts, unseen) / (unseen * unseen))));
  return { estimated: seen + unseen, low: seen + unseen / spread, high: seen + unseen * spread };
}

/** Variance of the estimate (EstimateS, equations 6 and 7). */
function varianceOf({ seen, once, twice }: SeenCounts, unseen: number): number {
  const pairs = once * (once - 1);
  const odd = once * (2 * once - 1) * (2 * once - 1);
  if (twice === 0) return Math.max(0, pairs / 2 + odd / 4 - once ** 4 / (4 * (seen + unseen)));
  const more = twice + 1;
  return (
    pairs / (2 * more) + odd / (4 * more ** 2) + (once * once * twice * (once - 1) ** 2) / (4 * more ** 4)
  );
}

function highOfComplete({ seen, sightings }: SeenCounts): number {
  if (seen === 0) return 0;
  const missed = Math.exp(-sightings / seen);
  return seen / (1 - missed) + Z * Math.sqrt((seen * missed) / (1 - missed));
}
