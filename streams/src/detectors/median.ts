/** Scales the median absolute deviation of a normal distribution to its standard deviation. */
const MAD_SCALE = 1.4826;

/** The usual value of some counts and how far they usually are from it. */
export interface UsualCount {
  readonly median: number;
  /** Median absolute deviation × 1.4826, at least √median: counts vary by as much by chance alone. */
  readonly scale: number;
}

/** Median of the values, which are sorted in passing; NaN of none. Of an even number the mean of the middle two. */
export function median(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

/** Median and robust spread of counts, which are overwritten. */
export function usualCount(values: Float64Array): UsualCount {
  const middle = median(values);
  for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]! - middle);
  return { median: middle, scale: Math.max(MAD_SCALE * median(values), Math.sqrt(middle)) };
}
