import { addDays, LocalTime } from '../calendar/index.ts';
import type { QuietHours } from './policy.types.ts';

/** Quiet spells end within these days: longer rows of holidays than any calendar has. */
const MAX_DAYS = 40;
const DAY_MINUTES = 1_440;

/**
 * When the quiet hours that hold at `now` end, or null when there are none then. In the subscriber's zone; what begins
 * before midnight ends after it; where holidays are quiet, they last until quiet hours of the next day are over.
 */
export function quietUntil(
  now: number,
  zone: LocalTime,
  hours: QuietHours | null,
  isHoliday: (day: string) => boolean,
): number | null {
  if (hours === null || !isQuiet(now, zone, hours, isHoliday)) return null;
  let day = zone.day(now);
  for (let days = 0; days <= MAX_DAYS; days += 1) {
    for (const minute of [hours.toMinute, 0]) {
      const end = zone.at(day, minute);
      if (end > now && !isQuiet(end, zone, hours, isHoliday)) return end;
    }
    day = addDays(day, 1);
  }
  return null;
}

function isQuiet(
  at: number,
  zone: LocalTime,
  { fromMinute, toMinute, holidays }: QuietHours,
  isHoliday: (day: string) => boolean,
): boolean {
  if (holidays === 'whole-day' && isHoliday(zone.day(at))) return true;
  const minute = zone.minuteOfDay(at) % DAY_MINUTES;
  return fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
