import type { Festival } from '@tidewall/streams';
import { LunarDay } from 'tyme4ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const oneDay = (name: string, date: string): Festival => ({ name, from: date, to: date });

function solarDate(lunarYear: number, month: number, day: number): string {
  const solar = LunarDay.fromYmd(lunarYear, month, day).getSolarDay();
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${solar.getYear()}-${pad(solar.getMonth())}-${pad(solar.getDay())}`;
}

/** Spring Festival, National Day and Mid-Autumn of China, 2000 to 2100, by the lunar calendar. */
export function chineseFestivals(): Festival[] {
  return Array.from({ length: LAST_YEAR - FIRST_YEAR }, (_, index) => FIRST_YEAR + index).flatMap((year) => [
    oneDay('spring-festival', solarDate(year, 1, 1)),
    oneDay('mid-autumn', solarDate(year, 8, 15)),
    oneDay('national-day', `${year}-10-01`),
  ]);
}
