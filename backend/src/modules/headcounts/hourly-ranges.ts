import type { LocalTime } from '../calendar/index.ts';
import type { Points } from '../history/history.types.ts';
import { bandInSteps } from './privacy/index.ts';

/** A range out of fewer days says nothing. */
const MIN_DAYS = 5;

/** `[hours since midnight, 10th percentile, median, 90th percentile]` in whole steps of k: 0 stands for fewer than k. */
export type HourRange = readonly [number, number, number, number];

/**
 * What is usual of the day so far at the end of each hour, over the days that points by hour are of, the first of which is
 * likely to begin in the middle and is left out. An hour without a point counts nothing. Empty with fewer than five days.
 */
export function hourlyRanges(points: Points, local: LocalTime, k: number): readonly HourRange[] {
  const days = new Map<string, Map<number, number>>();
  for (const [start, count] of points) {
    const day = local.day(start);
    const hours = days.get(day) ?? new Map<number, number>();
    const hour = Math.floor(local.minuteOfDay(start) / 60);
    hours.set(hour, (hours.get(hour) ?? 0) + count);
    days.set(day, hours);
  }
  const whole = [...days.values()].slice(1);
  if (whole.length < MIN_DAYS) return [];
  const soFar = whole.map(() => 0);
  return Array.from({ length: 24 }, (_, hour) => {
    for (const [index, hours] of whole.entries()) soFar[index]! += hours.get(hour) ?? 0;
    const counts = soFar.toSorted((a, b) => a - b);
    const [low, median, high] = [0.1, 0.5, 0.9].map((q) => quantile(counts, q));
    return [hour + 1, ...bandInSteps({ low: low ?? 0, median: median ?? 0, high: high ?? 0 }, k)];
  });
}

/** Linear interpolation between the closest ranks of sorted values. */
function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q;
  const lower = sorted[Math.floor(position)] ?? 0;
  const upper = sorted[Math.ceil(position)] ?? lower;
  return lower + (upper - lower) * (position - Math.floor(position));
}
