import { LegalHoliday } from 'tyme4ts';
import { chineseFestivals } from './festivals.ts';
import type { KnownDays } from './calendar.types.ts';
import { dayText } from './solar-day.ts';

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
  // From one to the next: to ask for each day of all the years takes seven times as long.
  let legal: LegalHoliday | null = LegalHoliday.fromYmd(FIRST_YEAR, 1, 1);
  for (; legal !== null; legal = legal.next(1))
    (legal.isWork() ? workdays : holidays).push(dayText(legal.getDay()));
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
