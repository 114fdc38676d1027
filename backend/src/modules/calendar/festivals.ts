import type { Festival } from '@tidewall/streams';
import { LunarDay } from 'tyme4ts';
import { dayText } from './solar-day.ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const oneDay = (name: string, date: string): Festival => ({ name, from: date, to: date });

function solarDate(lunarYear: number, month: number, day: number): string {
  return dayText(LunarDay.fromYmd(lunarYear, month, day).getSolarDay());
}

/** Spring Festival, National Day and Mid-Autumn of China, 2000 to 2100, by the lunar calendar. */
export function chineseFestivals(): Festival[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR }, (_, index) => FIRST_YEAR + index).flatMap((year) => [
    oneDay('spring-festival', solarDate(year, 1, 1)),
    oneDay('mid-autumn', solarDate(year, 8, 15)),
    oneDay('national-day', `${year}-10-01`),
  ]);
}
