const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_KEPT = 100_000;

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

/** Offsets of a zone: by UTC day, NaN where the clock changes, and there by quarter of an hour. */
interface Offsets {
  readonly days: Map<number, number>;
  readonly quarters: Map<number, number>;
}

/** By zone: they are the same for everybody. */
const offsets = new Map<string, Offsets>();

function offsetsOf(name: string): Offsets {
  let ofZone = offsets.get(name);
  if (!ofZone) offsets.set(name, (ofZone = { days: new Map(), quarters: new Map() }));
  return ofZone;
}

/**
 * A time zone of the IANA database: local days and RFC 3339 text. Pure: times are given, no clock is read.
 * Offsets come from `Intl`, which is slow, and are kept by the day; on the few days on which the clock changes, which it
 * does once at most and on a quarter of an hour, by the quarter.
 */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets: Offsets;
  #lastDay = Number.NaN;
  #lastOffset = 0;

  /** Throws RangeError for an unknown name. */
  constructor(name: string) {
    this.name = name;
    this.#format = formatOf(name);
    this.#offsets = offsetsOf(name);
  }

  /** Offset from UTC in milliseconds at a time. */
  offsetAt(time: number): number {
    const day = Math.floor(time / DAY_MS);
    if (day === this.#lastDay) return this.#lastOffset;
    const offset = this.#offsets.days.get(day) ?? this.#learn(day);
    if (Number.isNaN(offset)) return this.#ofQuarter(Math.floor(time / QUARTER_MS));
    this.#lastDay = day;
    this.#lastOffset = offset;
    return offset;
  }

  #ofQuarter(quarter: number): number {
    const { quarters } = this.#offsets;
    return quarters.get(quarter) ?? kept(quarters, quarter, this.#ask(quarter * QUARTER_MS));
  }

  #learn(day: number): number {
    const first = this.#ask(day * DAY_MS);
    const last = this.#ask((day + 1) * DAY_MS - QUARTER_MS);
    return kept(this.#offsets.days, day, first === last ? first : Number.NaN);
  }

  #ask(time: number): number {
    const parts = Object.fromEntries(
      this.#format.formatToParts(time).map((part) => [part.type, Number(part.value)]),
    );
    const local = Date.UTC(
      parts['year']!,
      parts['month']! - 1,
      parts['day'],
      parts['hour'],
      parts['minute'],
      parts['second'],
    );
    return local - time;
  }

  /** Number of the local day since 1970-01-01. */
  dayOf(time: number): number {
    return Math.floor((time + this.offsetAt(time)) / DAY_MS);
  }

  /** First moment of a local day. */
  dayStart(day: number): number {
    const utc = day * DAY_MS;
    const first = utc - this.offsetAt(utc);
    const second = utc - this.offsetAt(first);
    return this.dayOf(second) === day ? second : first;
  }

  /** YYYY-MM-DD of a local day. */
  dayText(day: number): string {
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
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

function kept(known: Map<number, number>, key: number, offset: number): number {
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, offset);
  return offset;
}
