import { formatDay, formatTime } from '../../i18n/format.ts';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Epoch milliseconds of a local date and time ("2026-11-22 14:05"; midnight without a time) in a zone, whatever zone the
 * screen is in. Null for what is no date. A time that the zone skips is the moment after the gap.
 */
export function epochOfLocal(text: string, timeZone: string): number | null {
  const [, ...parts] = LOCAL.exec(text) ?? [];
  if (parts.length === 0) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number((part as string | undefined) ?? 0),
  );
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Number.isNaN(asUtc)) return null;
  // The offset at the guess may be that of the other side of a change of clocks: once more settles it.
  const guess = asUtc - zoneOffset(asUtc, timeZone);
  return asUtc - zoneOffset(guess, timeZone);
}

/** Milliseconds that the zone is ahead of UTC at a moment. */
export function zoneOffset(ms: number, timeZone: string): number {
  const local = `${formatDay(ms, timeZone)}T${formatTime(ms, timeZone)}Z`;
  return Date.parse(local) - Math.floor(ms / 1000) * 1000;
}

/** Noon of the next day, whatever the clocks do. */
const HALF_DAYS_MS = 36 * 3_600_000;

/** The day after one, YYYY-MM-DD: counted on the calendar, since a change of clocks makes a day 23 or 25 hours long. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + HALF_DAYS_MS).toISOString().slice(0, 10);
}
