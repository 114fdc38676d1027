const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** One formatter a zone: each holds some hundred KB outside the heap, which the collector does not see. */
function formatOf(name: string): Intl.DateTimeFormat {
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(name, format);
  }
  return format;
}

/**
 * A time zone of the IANA database: local days and RFC 3339 text. Pure: times are given, no clock is read.
 * Offsets come from `Intl` and are cached by the quarter of an hour, on which all of them change.
 */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();
  #lastQuarter = Number.NaN;
  #lastOffset = 0;

  /** Throws RangeError for an unknown name. */
  constructor(name: string) {
    this.name = name;
    this.#format = formatOf(name);
  }

  /** Offset from UTC in milliseconds at a time. */
  offsetAt(time: number): number {
    const quarter = Math.floor(time / QUARTER_MS);
    if (quarter === this.#lastQuarter) return this.#lastOffset;
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      const at = quarter * QUARTER_MS;
      const parts = Object.fromEntries(
        this.#format.formatToParts(at).map((part) => [part.type, Number(part.value)]),
      );
      offset =
        Date.UTC(
          parts['year']!,
          parts['month']! - 1,
          parts['day'],
          parts['hour'],
          parts['minute'],
          parts['second'],
        ) - at;
      if (this.#offsets.size > 10_000) this.#offsets.clear();
      this.#offsets.set(quarter, offset);
    }
    this.#lastQuarter = quarter;
    this.#lastOffset = offset;
    return offset;
  }

  /** Number of the local day since 1970-01-01. */
  dayOf(time: number): number {
    return Math.floor((time + this.offsetAt(time)) / 86_400_000);
  }

  /** First moment of a local day. */
  dayStart(day: number): number {
    const utc = day * 86_400_000;
    const first = utc - this.offsetAt(utc);
    const second = utc - this.offsetAt(first);
    return this.dayOf(second) === day ? second : first;
  }

  /** YYYY-MM-DD of a local day. */
  dayText(day: number): string {
    return new Date(day * 86_400_000).toISOString().slice(0, 10);
  }

  /** RFC 3339 in local time with offset; milliseconds only when there are any. */
  format(time: number): string {
    const offset = this.offsetAt(time);
    const local = new Date(time + offset).toISOString();
    const minutes = Math.abs(offset) / MINUTE_MS;
    const sign = offset < 0 ? '-' : '+';
    const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
    const seconds = time % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23);
    return `${seconds}${sign}${pad(minutes / 60)}:${pad(minutes % 60)}`;
  }
}
