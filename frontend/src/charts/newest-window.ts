import type { DayProfile } from './day-profile.ts';

/** The newest whole window of a day against the same one of yesterday and what is usual then. */
export interface NewestWindow {
  readonly value: number;
  readonly yesterday: number | null;
  /** p10 and p90 of the days before; null with too little history. */
  readonly usual: readonly [low: number, high: number] | null;
}

/** Null before the first whole window of the day. */
export function newestWindow({ today, yesterday, band }: DayProfile): NewestWindow | null {
  const newest = today.at(-1);
  if (newest === undefined) return null;
  const [at, value] = newest;
  const usual = band.find(([x]) => x === at);
  return {
    value,
    yesterday: yesterday.find(([x]) => x === at)?.[1] ?? null,
    usual: usual === undefined ? null : [usual[1], usual[3]],
  };
}
