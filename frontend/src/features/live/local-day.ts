import { formatDay, formatTime } from '../../i18n/format.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Milliseconds since local midnight by the clock on the wall (a day with a clock change keeps its 24 labels). */
export function timeOfDay(ms: number, timeZone: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = formatTime(ms, timeZone).split(':').map(Number);
  return (hours * 60 + minutes) * 60_000 + seconds * 1000 + (((ms % 1000) + 1000) % 1000);
}

/** Start of the local day that holds `ms`. */
export function startOfDay(ms: number, timeZone: string): number {
  const guess = ms - timeOfDay(ms, timeZone);
  // A clock change since midnight leaves the guess an hour off, on this or on the other side of midnight.
  if (formatDay(guess, timeZone) !== formatDay(ms, timeZone)) return guess + HOUR_MS;
  return guess - timeOfDay(guess, timeZone);
}

/** Start of the local day `days` before the one that holds `ms`. */
export function daysBefore(ms: number, days: number, timeZone: string): number {
  return startOfDay(startOfDay(ms, timeZone) - days * DAY_MS + DAY_MS / 2, timeZone);
}
