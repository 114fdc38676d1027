import type { ShownCount } from '@tidewall/streams/events';
import type { HomecomingDaysDto } from '../../api/dto.ts';
import type { DayProfile } from '../../charts/day-profile.ts';
import { timeOfDay } from '../live/local-day.ts';
import { drawnAt } from '../live/shown.ts';

const HOUR_MS = 3_600_000;

/** The day as it grows, up to the whole day's count of now; null: it is not known. */
export function homecomingProfile(
  { today, yesterday, usual }: HomecomingDaysDto,
  now: { readonly at: number; readonly count: ShownCount | null },
  k: number,
  timeZone: string,
): DayProfile {
  /** The end of a day is no beginning of another. */
  const timeOf = (end: number): number => timeOfDay(end - 1, timeZone) + 1;
  const grows = (points: HomecomingDaysDto['today']): (readonly [number, number])[] => [
    [0, drawnAt(k > 1 ? 'few' : 0, k)],
    ...points.map(([end, count]) => [timeOf(end), drawnAt(count, k)] as const),
  ];
  const whole = grows(today.filter(([end]) => timeOf(end) <= now.at));
  return {
    today: now.count === null ? whole : [...whole, [now.at, drawnAt(now.count, k)]],
    running: null,
    yesterday: yesterday.length === 0 ? [] : grows(yesterday),
    band:
      usual.length === 0
        ? []
        : [[0, 0, 0, 0], ...usual.map(([hour, ...range]) => [hour * HOUR_MS, ...range] as const)],
  };
}
