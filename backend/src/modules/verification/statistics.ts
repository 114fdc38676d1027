/** Two-sided 95 % of the normal distribution. */
const Z95 = 1.959963984540054;

/** Wilson's score interval of `hits` of `n` at 95 %. */
export function wilson(hits: number, n: number): readonly [number, number] {
  const share = hits / n;
  const denominator = 1 + Z95 ** 2 / n;
  const centre = (share + Z95 ** 2 / (2 * n)) / denominator;
  const half = (Z95 * Math.sqrt((share * (1 - share)) / n + Z95 ** 2 / (4 * n * n))) / denominator;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Pooled two-proportion z of `before` against `now`: positive when the share went down. */
export function pooledScore(
  before: { readonly hits: number; readonly n: number },
  now: { readonly hits: number; readonly n: number },
): number {
  const pooled = (before.hits + now.hits) / (before.n + now.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / now.n));
  return error === 0 ? 0 : (before.hits / before.n - now.hits / now.n) / error;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
