import { TimeZone } from '@tidewall/streams';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Days as text and times of day in one time zone. */
export class LocalTime {
  readonly timeZone: string;
  readonly #zone: TimeZone;

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#zone = new TimeZone(timeZone);
  }

  /** Local day, YYYY-MM-DD. */
  day(ms: number): string {
    return this.#zone.dayText(this.#zone.dayOf(ms));
  }

  /** RFC 3339 in local time with offset. */
  format(ms: number): string {
    return this.#zone.format(ms);
  }

  /** Minute of the local day by the clock on the wall, 0 to 1439. */
  minuteOfDay(ms: number): number {
    const local = ms + this.#zone.offsetAt(ms);
    return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
  }

  /** First moment of a local day, epoch milliseconds. */
  startOfDay(day: string): number {
    return this.#zone.dayStart(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  }

  /** The moment at which the wall clock shows a minute of a local day. */
  at(day: string, minuteOfDay: number): number {
    const utc = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * MINUTE_MS;
    return utc - this.#zone.offsetAt(utc - this.#zone.offsetAt(utc));
  }
}

/** The day `days` later (or earlier), YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a text is a day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Number of a day since 1970-01-01. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** YYYY-MM-DD of a day by its number. */
export function dayTextOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
