import { LegalHoliday } from 'tyme4ts';
import { addDays } from './local-time.ts';

export type DayKind = 'workday' | 'weekend' | 'holiday';

/**
 * Workday, weekend or public holiday of mainland China, weekends that are worked instead included. Years whose
 * holidays have not been published yet have none.
 */
export function dayKind(day: string): DayKind {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const legal = LegalHoliday.fromYmd(year, month, date);
  if (legal !== null) return legal.isWork() ? 'workday' : 'holiday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'weekend' : 'workday';
}

/** Days of the same kind in the `days` before `day`, oldest first. */
export function comparableDays(day: string, days: number): readonly string[] {
  const kind = dayKind(day);
  const before = Array.from({ length: days }, (_, index) => addDays(day, index - days));
  return before.filter((candidate) => dayKind(candidate) === kind);
}
