/** `[p10, p50, p90]` of the same quarter-hour on comparable days. */
export type UsualRange = readonly [number, number, number];

/**
 * How a value stands against its usual range. `above` and `below` are outside the range, as one value in five is by
 * definition; only `high` and `low` are worth an alarm.
 */
export type Standing = 'low' | 'below' | 'usual' | 'above' | 'high';

/** The detector's measure (campus-activity): this many deviations, and no alarm on a median of few. */
const ALARM_Z = 4;
const MIN_MEDIAN = 30;
/** Width of p10…p90 of a normal distribution in deviations. */
const RANGE_SIGMAS = 2.563;

export function standingOf(value: number, [low, median, high]: UsualRange): Standing {
  const sigma = Math.max((high - low) / RANGE_SIGMAS, Math.sqrt(median), 1);
  const z = (value - median) / sigma;
  if (median >= MIN_MEDIAN && Math.abs(z) >= ALARM_Z) return z > 0 ? 'high' : 'low';
  if (value > high) return 'above';
  return value < low ? 'below' : 'usual';
}

/** Where a value stands in its glyph, in fractions of the glyph's width. */
export interface RangeGlyph {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Clamped to 0…1. */
  readonly value: number;
}

/** How far the glyph reaches to each side of the median, in half widths of the range. */
const REACH = 3.2;

/**
 * Every row has its median in the middle and the same width of range, so that rows compare by how unusual they are,
 * whatever their size.
 */
export function rangeGlyph(value: number, [low, median, high]: UsualRange): RangeGlyph {
  const half = Math.max(high - median, median - low, 1);
  const at = (x: number): number => Math.min(1, Math.max(0, 0.5 + (x - median) / (2 * REACH * half)));
  return { low: at(low), median: 0.5, high: at(high), value: at(value) };
}
