import { startOfDay, timeOfDay } from '../features/live/local-day.ts';

type Point = readonly [number, number];

/** A day's curve with what is usual behind it. x: milliseconds since local midnight, middle of the window. */
export interface DayProfile {
  /** Whole windows of today. */
  readonly today: readonly Point[];
  /** The running window, if it has a value. */
  readonly running: Point | null;
  readonly yesterday: readonly Point[];
  /** `[x, p10, p50, p90]` over the days before; empty with too little history. */
  readonly band: readonly (readonly [number, number, number, number])[];
}

export interface DayProfileInput {
  /** `[start, value]`, oldest first; a window without an event may be left out and counts as nothing. */
  readonly points: readonly Point[];
  /** What a window that is left out counts. @default 0 */
  readonly nothing?: number;
  /** Up to when windows are whole and stored: what is missing before it is nothing, after it unknown. */
  readonly completeTo: number;
  readonly now: number;
  readonly windowMs: number;
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;
const MIN_DAYS = 5;
/** A day with a clock change is shorter. */
const SURELY_SAME_DAY_MS = 22 * 3_600_000;

/** Folds a series of weeks onto one day. */
export function dayProfile(input: DayProfileInput): DayProfile {
  const { points, now, completeTo, windowMs, timeZone, nothing = 0 } = input;
  const slots = Math.round(DAY_MS / windowMs);
  const days = byDay(points, windowMs, timeZone);
  const first = points[0]?.[0];
  const today = startOfDay(now, timeZone);
  const whole = completeTo < today ? 0 : Math.floor(timeOfDay(completeTo, timeZone) / windowMs);
  const runningSlot = Math.min(slots - 1, whole);
  const middle = (slot: number): number => (slot + 0.5) * windowMs;
  const dayCurve = (start: number, end: number): Point[] => {
    const values = days.get(start);
    if (values === undefined && (first === undefined || start < first - DAY_MS)) return [];
    return Array.from({ length: end }, (_, slot) => [middle(slot), values?.get(slot) ?? nothing] as const);
  };
  const running = days.get(today)?.get(runningSlot);
  return {
    today: dayCurve(today, runningSlot),
    running: running === undefined ? null : [middle(runningSlot), running],
    yesterday: dayCurve(startOfDay(today - DAY_MS / 2, timeZone), slots),
    band: bandOf(days, today, slots, middle),
  };
}

function byDay(
  points: readonly Point[],
  windowMs: number,
  timeZone: string,
): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const days = new Map<number, Map<number, number>>();
  let start = -Infinity;
  for (const [at, value] of points) {
    if (at - start >= SURELY_SAME_DAY_MS) start = startOfDay(at, timeZone);
    const slots = days.get(start) ?? new Map<number, number>();
    slots.set(Math.floor(timeOfDay(at, timeZone) / windowMs), value);
    days.set(start, slots);
  }
  return days;
}

function bandOf(
  days: ReadonlyMap<number, ReadonlyMap<number, number>>,
  today: number,
  slots: number,
  middle: (slot: number) => number,
): [number, number, number, number][] {
  // The first day is likely to begin in the middle.
  const past = [...days].filter(([start]) => start < today).slice(1);
  if (past.length < MIN_DAYS) return [];
  return Array.from({ length: slots }, (_, slot) => {
    const values = past.map(([, day]) => day.get(slot) ?? 0).toSorted((a, b) => a - b);
    return [middle(slot), quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9)];
  });
}

/** Linear interpolation between the closest ranks of sorted values. */
export function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q;
  const lower = sorted[Math.floor(position)] ?? 0;
  const upper = sorted[Math.ceil(position)] ?? lower;
  return lower + (upper - lower) * (position - Math.floor(position));
}
