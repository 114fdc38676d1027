import { daysBefore } from '../features/live/local-day.ts';

/**
 * Totals of the whole days before `today` (a start of day), oldest first, at most `days` of them; a day without a point
 * counts nothing. The first day of the series is left out, since it is likely to begin in the middle.
 */
export function dayTotals(
  points: readonly (readonly [number, number])[],
  today: number,
  days: number,
  timeZone: string,
): readonly number[] {
  const first = points[0]?.[0] ?? Infinity;
  const bounds = Array.from({ length: days + 1 }, (_, i) => daysBefore(today, days - i, timeZone));
  return bounds.slice(0, -1).flatMap((start, i) => {
    const end = bounds[i + 1] ?? today;
    if (start <= first) return [];
    return [points.reduce((sum, [at, value]) => (at >= start && at < end ? sum + value : sum), 0)];
  });
}
