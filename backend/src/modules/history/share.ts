/** z of the two-sided 95 % interval. */
const Z = 1.959963984540054;

export interface Share {
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Share of new customers with its Wilson 95 % interval; null while nothing is counted. */
export function shareOf(ownNew: number, rivalNew: number): Share {
  const n = ownNew + rivalNew;
  if (n === 0) return { share: null, interval: null };
  const p = ownNew / n;
  const centre = p + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return {
    share: p,
    interval: [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)],
  };
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
