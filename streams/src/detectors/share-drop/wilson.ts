/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson score interval of a proportion, 95 %: `successes` of `n`. Unlike the normal approximation it stays inside
 * [0, 1] and keeps its coverage for small n and for shares near 0 and 1 (Wilson 1927).
 */
export function wilsonInterval(successes: number, n: number): readonly [number, number] {
  if (n === 0) return [0, 1];
  const share = successes / n;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}
