import { LegalHoliday } from 'tyme4ts';
import { chineseFestivals } from './festivals.ts';
import type { KnownDays } from './calendar.types.ts';
import { addDays } from './local-time.ts';

/** The first year of which all holidays are known. */
const FIRST_YEAR = 2002;
/** Later years are not looked for. */
const LAST_YEAR = 2099;

/**
 * Public holidays of mainland China with the weekends that are worked instead. The State Council publishes them for one
 * year late in the year before: years that are not published yet are not known.
 */
export function chineseDays(): KnownDays {
  const holidays: string[] = [];
  const workdays: string[] = [];
  let last = FIRST_YEAR - 1;
  while (last < LAST_YEAR && isPublished(last + 1)) last++;
  // Days around the turn of the year belong to the announcement of the next one.
  for (let day = `${FIRST_YEAR}-01-01`; day <= `${last + 1}-01-10`; day = addDays(day, 1)) {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const legal = LegalHoliday.fromYmd(year, month, date);
    if (legal !== null) (legal.isWork() ? workdays : holidays).push(day);
  }
  return {
    specialDays: { holidays, workdays },
    festivals: chineseFestivals(),
    years: last < FIRST_YEAR ? null : { first: FIRST_YEAR, last },
  };
}

/** National Day is a holiday of every published year. */
function isPublished(year: number): boolean {
  return LegalHoliday.fromYmd(year, 10, 1) !== null;
}
