import type { SolarDay } from 'tyme4ts';

/** A day of the library's calendar as YYYY-MM-DD. */
export function dayText(day: SolarDay): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${day.getYear()}-${pad(day.getMonth())}-${pad(day.getDay())}`;
}
