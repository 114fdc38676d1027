const DAY_MS = 86_400_000;

/** Days and times of day in one time zone. Offsets are looked up through Intl and kept by hour. */
export class LocalTime {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** What is added to UTC, in milliseconds. */
  offset(ms: number): number {
    const hour = Math.floor(ms / 900_000);
    let offset = this.#offsets.get(hour);
    if (offset === undefined) {
      offset = this.#lookUp(ms);
      if (this.#offsets.size > 4_096) this.#offsets.clear();
      this.#offsets.set(hour, offset);
    }
    return offset;
  }

  /** Local day, YYYY-MM-DD. */
  day(ms: number): string {
    return new Date(ms + this.offset(ms)).toISOString().slice(0, 10);
  }

  /** Minute of the local day by the clock on the wall, 0 to 1439. */
  minuteOfDay(ms: number): number {
    const local = ms + this.offset(ms);
    return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000);
  }

  /** First moment of a local day, epoch milliseconds. */
  startOfDay(day: string): number {
    const utc = Date.parse(`${day}T00:00:00Z`);
    const guess = utc - this.offset(utc);
    return utc - this.offset(guess);
  }

  /** The moment at which the wall clock shows a minute of a local day. */
  at(day: string, minuteOfDay: number): number {
    const utc = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * 60_000;
    return utc - this.offset(utc - this.offset(utc));
  }

  #lookUp(ms: number): number {
    const part = this.#format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(part);
    if (!match) return 0;
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return (match[1] === '-' ? -1 : 1) * seconds * 1000;
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
