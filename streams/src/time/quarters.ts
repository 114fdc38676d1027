import type { TimeZone } from './zone.ts';

export const QUARTER_MS = 900_000;
export const QUARTERS_A_DAY = 96;
const DAY_MS = 86_400_000;

/** Quarter of an hour of the local day by the clock on the wall, 0 to 95: on days of 23 or 25 hours some are missing or twice. */
export function quarterOfDay(time: number, zone: TimeZone): number {
  const local = time + zone.offsetAt(time);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / QUARTER_MS);
}

/** Start of a quarter of a local day, epoch ms; the first of two, NaN when the day has none. */
export function quarterStart(day: number, quarter: number, zone: TimeZone): number {
  const local = day * DAY_MS + quarter * QUARTER_MS;
  // True offsets lie between −12 and +14 hours: a day earlier and later are before and after any change of the clock.
  const early = local - zone.offsetAt(local - DAY_MS);
  const late = local - zone.offsetAt(local + DAY_MS);
  for (const start of [early, late])
    if (zone.dayOf(start) === day && quarterOfDay(start, zone) === quarter) return start;
  return Number.NaN;
}
