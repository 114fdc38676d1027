import type { Festival } from '@tidewall/streams';
import type { KnownDays } from './calendar.types.ts';
import { addDays } from './local-time.ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2049;
const DAY_MS = 86_400_000;

/**
 * Public holidays of a country (and its region) other than China, which are its festivals too. Nothing is known of
 * countries that the library does not have.
 */
export async function publicHolidays(country: string, region: string | undefined): Promise<KnownDays> {
  const { default: Holidays } = await import('date-holidays');
  const options = { types: ['public' as const] };
  const calendar =
    region === undefined ? new Holidays(country, options) : new Holidays(country, region, options);
  const language = calendar.getLanguages()[0] ?? 'en';
  const festivals: Festival[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const english = new Map(calendar.getHolidays(year, 'en').map(({ rule, name }) => [rule, name]));
    for (const { name, rule, date, start, end } of calendar.getHolidays(year, language)) {
      const from = date.slice(0, 10);
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
      festivals.push({ name, nameEn: english.get(rule) ?? name, from, to: addDays(from, days - 1) });
    }
  }
  const holidays = new Set(festivals.flatMap(({ from, to }) => daysOf(from, to)));
  const years = festivals.length === 0 ? null : { first: FIRST_YEAR, last: LAST_YEAR };
  return { specialDays: { holidays: [...holidays].sort(), workdays: [] }, festivals, years };
}

/** All days from the first to the last. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
