import type { Locale } from './i18n.ts';

/** Thin, not breaking: between the thousands and before a unit. */
const THIN = '\u202f';

/** 1284 → "1 284". */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** A rate with one decimal while it is small. */
export function formatRate(value: number): string {
  return value > 0 && value < 10 ? value.toFixed(1) : formatCount(value);
}

/** 0.624 → "62.4" (the unit stands beside it). */
export function formatShare(share: number): string {
  return (share * 100).toFixed(1);
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units with three significant digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}${THIN}${BYTE_UNITS[unit] ?? ''}`;
}

/** Below this many a percentage says more than the figures do. */
const MIN_FOR_PERCENT = 30;
/** From this many times on nobody thinks in percent. */
const MIN_FOR_TIMES = 10;

/**
 * 1284 against 1146 → "↑12 %", with the shape that tells the direction without colour; many times as much: "×13"; against
 * few: "↑5", their difference. Null without a reference.
 */
export function formatChange(value: number, reference: number | null): string | null {
  if (reference === null) return null;
  const difference = value - reference;
  const few = reference < MIN_FOR_PERCENT;
  if (!few && value >= MIN_FOR_TIMES * reference) return `×${formatCount(Math.round(value / reference))}`;
  const amount = Math.round(Math.abs(few ? difference : (difference / reference) * 100));
  const sign = amount === 0 ? '±' : difference > 0 ? '↑' : '↓';
  return few ? `${sign}${formatCount(amount)}` : `${sign}${String(amount)}${THIN}%`;
}

/** A pseudonym of 16 hex digits, short enough to read and long enough to tell apart: "9f3a…c2". */
export function shortPseudonym(id: string): string {
  return id.length > 8 ? `${id.slice(0, 4)}…${id.slice(-2)}` : id;
}

/** The largest whole unit of an age, for a message `age.{unit}`. */
export function ageParts(ageMs: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds < 100) return { unit: 'seconds', n: seconds };
  if (seconds < 100 * 60) return { unit: 'minutes', n: Math.round(seconds / 60) };
  return { unit: 'hours', n: Math.round(seconds / 3600) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' });
  formats.set(key, made);
  return made;
}

/** "08:41:20" in the system's zone. */
export function formatTime(ms: number, timeZone: string): string {
  return dateFormat('en-GB', timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms);
}

/** "08:41" in the system's zone. */
export function formatMinute(ms: number, timeZone: string): string {
  return dateFormat('en-GB', timeZone, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** "11月21日 周六" or "Sat 21 Nov". */
export function formatDate(ms: number, timeZone: string, locale: Locale): string {
  if (locale === 'zh-CN') {
    return dateFormat('zh-CN', timeZone, { month: 'long', day: 'numeric', weekday: 'short' }).format(ms);
  }
  return dateFormat('en-GB', timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
}

/** "11-21": a day where space is short. */
export function formatShortDate(ms: number, timeZone: string): string {
  return formatDay(ms, timeZone).slice(5);
}

/** Local day, YYYY-MM-DD. */
export function formatDay(ms: number, timeZone: string): string {
  return dateFormat('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/** "2026-11-22 14:05" in the system's zone. */
export function formatStamp(ms: number, timeZone: string): string {
  return `${formatDay(ms, timeZone)} ${formatMinute(ms, timeZone)}`;
}

/** The zone as it is at that moment: "UTC+8". */
export function formatZone(ms: number, timeZone: string): string {
  const parts = dateFormat('en-GB', timeZone, { timeZoneName: 'shortOffset' }).formatToParts(ms);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  return name.replace(/^GMT(\+0)?$/, 'UTC').replace('GMT', 'UTC');
}
