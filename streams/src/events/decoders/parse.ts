/** Byte parsers of single fields. They return NaN for what they cannot read. */

const ZERO = 48;
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Latest time taken: the end of year 9999. */
const MAX_EPOCH_MS = 253_402_300_799_999;

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Value of up to 15 ASCII digits, NaN when something else is among them. */
export function parseDigits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end;) {
    // Nine digits at a time stay within the integers of 32 bits, which are faster than doubles.
    const stop = Math.min(at + 9, end);
    let part = 0;
    let scale = 1;
    for (; at < stop; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return Number.NaN;
      part = part * 10 + digit;
      scale *= 10;
    }
    value = value * scale + part;
  }
  return value;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 of a proleptic Gregorian date. */
export function epochDay(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return before * 365 + leaps + DAYS_BEFORE_MONTH[month]! + leapDay + day - 719_163;
}

/** The day part is the same in neighbouring records: one entry of cache saves most of the work. */
const cached = { key: -1, day: 0 };

function dayOf(bytes: Uint8Array, start: number): number {
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  const key = year * 10_000 + month * 100 + day;
  if (key === cached.key) return cached.day;
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 1)) return Number.NaN;
  const last = month === 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month]!;
  if (day > last) return Number.NaN;
  cached.key = key;
  cached.day = epochDay(year, month, day);
  return cached.day;
}

/** Offset in minutes of `Z` or `±hh:mm` at `at`, NaN when it is neither or something follows. */
function offsetMinutes(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at];
  if (sign === 0x5a || sign === 0x7a) return at + 1 === end ? 0 : Number.NaN;
  if ((sign !== 0x2b && sign !== 0x2d) || at + 6 !== end || bytes[at + 3] !== 0x3a) return Number.NaN;
  const hours = digits(bytes, at + 1, 2);
  const minutes = digits(bytes, at + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return sign === 0x2b ? hours * 60 + minutes : -(hours * 60 + minutes);
}

/** RFC 3339 date-time with offset to epoch milliseconds (fractions cut to milliseconds; a leap second is the next second). */
export function parseRfc3339(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return Number.NaN;
  const separator = bytes[start + 10];
  if (separator !== 0x54 && separator !== 0x74) return Number.NaN;
  if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a) return Number.NaN;
  const hour = digits(bytes, start + 11, 2);
  const minute = digits(bytes, start + 14, 2);
  const second = digits(bytes, start + 17, 2);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return Number.NaN;
  let at = start + 19;
  let milliseconds = 0;
  if (bytes[at] === 0x2e) {
    let scale = 100;
    const first = ++at;
    while (at < end && bytes[at]! >= ZERO && bytes[at]! <= 57) {
      milliseconds += (bytes[at]! - ZERO) * scale;
      scale = scale === 100 ? 10 : scale === 10 ? 1 : 0;
      at++;
    }
    if (at === first) return Number.NaN;
  }
  const offset = offsetMinutes(bytes, at, end);
  const time =
    ((dayOf(bytes, start) * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + milliseconds;
  return time;
}

/** Plain digits as epoch milliseconds. */
function parseEpochMs(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 1 || end - start > 15) return Number.NaN;
  const value = parseDigits(bytes, start, end);
  return value <= MAX_EPOCH_MS ? value : Number.NaN;
}

/** Epoch milliseconds as a number of JSON: `1770684060000.0` is one too. */
export function parseEpochNumber(bytes: Uint8Array, start: number, end: number): number {
  const value = parseDecimal(bytes, start, end);
  return Number.isInteger(value) && value >= 0 && value <= MAX_EPOCH_MS ? value + 0 : Number.NaN;
}

/** A time in text: RFC 3339 or digits (epoch milliseconds). */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  return bytes[start + 4] === 0x2d ? parseRfc3339(bytes, start, end) : parseEpochMs(bytes, start, end);
}

/** Whether all bytes are ASCII digits. */
export function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < ZERO || byte > 57) return false;
  }
  return true;
}

/** A finite decimal number in JSON's notation. */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 0x2d;
  const first = negative ? start + 1 : start;
  if (first >= end) return Number.NaN;
  const value = end - first <= 15 ? parseDigits(bytes, first, end) : Number.NaN;
  if (Number.isNaN(value)) return parseSlowDecimal(bytes, start, end);
  return negative ? -value : value;
}

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function parseSlowDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 40) return Number.NaN;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether the bytes are well-formed UTF-8 (no overlong forms, surrogates or values past U+10FFFF). */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end;) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > end) return false;
    const second = bytes[i + 1]!;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return false;
    for (let k = 2; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return false;
    i += length;
  }
  return true;
}

/** Number of characters (code points) of well-formed UTF-8. */
export function characterCount(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((bytes[i]! & 0xc0) !== 0x80) count++;
  return count;
}
