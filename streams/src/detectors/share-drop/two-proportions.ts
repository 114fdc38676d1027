/**
 * Pooled z statistic of two proportions, `a` of `n` against `b` of `m`: positive when the first is the larger. 0 when
 * both are the same, or nothing was counted.
 */
export function pooledScore(a: number, n: number, b: number, m: number): number {
  if (n === 0 || m === 0) return 0;
  const pooled = (a + b) / (n + m);
  const variance = pooled * (1 - pooled) * (1 / n + 1 / m);
  return variance === 0 ? 0 : (a / n - b / m) / Math.sqrt(variance);
}
