import { addDays } from './local-time.ts';

export type DayKind = 'workday' | 'weekend' | 'holiday';

/** Public holidays of mainland China as published for the year, and the weekends that are worked instead. */
const HOLIDAYS: readonly (readonly [from: string, to: string])[] = [
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];
const WORKED_WEEKENDS: ReadonlySet<string> = new Set([
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]);

/** Workday, weekend or public holiday. */
export function dayKind(day: string): DayKind {
  if (HOLIDAYS.some(([from, to]) => day >= from && day <= to)) return 'holiday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (weekday === 0 || weekday === 6) && !WORKED_WEEKENDS.has(day) ? 'weekend' : 'workday';
}

/** Days of the same kind in the `days` before `day`, oldest first. */
export function comparableDays(day: string, days: number): readonly string[] {
  const kind = dayKind(day);
  const before = Array.from({ length: days }, (_, index) => addDays(day, index - days));
  return before.filter((candidate) => dayKind(candidate) === kind);
}
