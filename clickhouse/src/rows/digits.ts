/** Writing numbers as ASCII digits. Every function returns the position after what it wrote. */

const ZERO = 48;
const POINT = 46;
const BILLION = 1_000_000_000;

/** `PAIRS[2n], PAIRS[2n+1]` are the digits of n < 100. */
const PAIRS = Uint8Array.from(
  { length: 200 },
  (_, i) => ZERO + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);

/** DateTime64 of ClickHouse: from the epoch to the end of 2299, milliseconds. */
const MAX_TIME_MS = 10_413_791_999_999;

/** A whole number from 0 to 2^53 without leading zeros. */
export function putInteger(out: Uint8Array, at: number, value: number): number {
  if (value < BILLION) return putSmall(out, at, value);
  const high = Math.floor(value / BILLION);
  return putNine(out, putSmall(out, at, high), value - high * BILLION);
}

/** 64 bits as a decimal number, from two 32-bit words. */
export function putWords(out: Uint8Array, at: number, hi: number, lo: number): number {
  if (hi === 0) return putInteger(out, at, lo);
  // Long division by 10^9 in base 2^16: every step stays below 2^53.
  const high = hi >>> 16;
  let rest = high % BILLION;
  let step = rest * 65_536 + (hi & 0xffff);
  const q2 = Math.floor(step / BILLION);
  rest = step - q2 * BILLION;
  step = rest * 65_536 + (lo >>> 16);
  const q1 = Math.floor(step / BILLION);
  rest = step - q1 * BILLION;
  step = rest * 65_536 + (lo & 0xffff);
  const q0 = Math.floor(step / BILLION);
  const quotient = (q2 * 65_536 + q1) * 65_536 + q0;
  return putNine(out, putInteger(out, at, quotient), step - q0 * BILLION);
}

/** Epoch milliseconds as ClickHouse reads a DateTime64(3): `seconds.mmm`. Clamped to what the type can hold. */
export function putTime(out: Uint8Array, at: number, timeMs: number): number {
  const clamped = timeMs > 0 ? Math.min(Math.floor(timeMs), MAX_TIME_MS) : 0;
  const seconds = Math.floor(clamped / 1000);
  const millis = clamped - seconds * 1000;
  // A text of other than ten digits would be read as a calendar date.
  let end = seconds < BILLION ? putNine(out, putDigit(out, at, 0), seconds) : putInteger(out, at, seconds);
  out[end++] = POINT;
  end = putDigit(out, end, Math.floor(millis / 100));
  return putPair(out, end, millis % 100);
}

/** A count or volume: absent (NaN), negative and endless values become 0 or 2^53, fractions are rounded. */
export function putCount(out: Uint8Array, at: number, value: number): number {
  if (!(value > 0)) return putDigit(out, at, 0);
  return putInteger(out, at, Math.min(Math.round(value), Number.MAX_SAFE_INTEGER));
}

/** A decimal number, absent (NaN) as 0. Whole numbers take the fast path. */
export function putDecimal(out: Uint8Array, at: number, value: number): number {
  if (!(value > 0) || value === Infinity) return putDigit(out, at, 0);
  if (value <= Number.MAX_SAFE_INTEGER && Number.isInteger(value)) return putInteger(out, at, value);
  const text = String(value);
  for (let i = 0; i < text.length; i++) out[at++] = text.charCodeAt(i);
  return at;
}

/** 0 to 999 999 999 without leading zeros. */
function putSmall(out: Uint8Array, at: number, value: number): number {
  if (value < 10) return putDigit(out, at, value);
  let end = at + digitsOf(value);
  const after = end;
  let rest = value | 0;
  while (rest >= 100) {
    const next = (rest / 100) | 0;
    end -= 2;
    putPair(out, end, rest - next * 100);
    rest = next;
  }
  if (rest >= 10) putPair(out, end - 2, rest);
  else out[end - 1] = ZERO + rest;
  return after;
}

/** Exactly nine digits. */
function putNine(out: Uint8Array, at: number, value: number): number {
  let rest = value | 0;
  for (let end = at + 7; end > at; end -= 2) {
    const next = (rest / 100) | 0;
    putPair(out, end, rest - next * 100);
    rest = next;
  }
  out[at] = ZERO + rest;
  return at + 9;
}

function putPair(out: Uint8Array, at: number, value: number): number {
  out[at] = PAIRS[value * 2] ?? ZERO;
  out[at + 1] = PAIRS[value * 2 + 1] ?? ZERO;
  return at + 2;
}

function putDigit(out: Uint8Array, at: number, value: number): number {
  out[at] = ZERO + value;
  return at + 1;
}

function digitsOf(value: number): number {
  if (value < 100_000) return value < 1000 ? (value < 100 ? 2 : 3) : value < 10_000 ? 4 : 5;
  return value < 10_000_000 ? (value < 1_000_000 ? 6 : 7) : value < 100_000_000 ? 8 : 9;
}
