/** Writing text as TabSeparated fields. */

export const TAB = 9;
export const LINE_FEED = 10;
const BACKSLASH = 92;

/** Longest stored text of a raw event; longer ones are cut at a character. */
export const MAX_TEXT_BYTES = 128;

/** The letter after the backslash, 0 for bytes that stand for themselves. */
const ESCAPES = new Uint8Array(256);
ESCAPES[0] = 48;
ESCAPES[8] = 98;
ESCAPES[TAB] = 116;
ESCAPES[LINE_FEED] = 110;
ESCAPES[12] = 102;
ESCAPES[13] = 114;
ESCAPES[BACKSLASH] = BACKSLASH;

const encoder = new TextEncoder();

/** Copies `from[start … end)` with escapes, at most `MAX_TEXT_BYTES` of it. Needs room for twice as many bytes. */
export function putSlice(out: Uint8Array, at: number, from: Uint8Array, start: number, end: number): number {
  const stop = end - start > MAX_TEXT_BYTES ? characterStart(from, start + MAX_TEXT_BYTES) : end;
  for (let i = start; i < stop; i++) {
    const byte = from[i] ?? 0;
    const escape = ESCAPES[byte] ?? 0;
    if (escape !== 0) {
      out[at++] = BACKSLASH;
      out[at++] = escape;
    } else {
      out[at++] = byte;
    }
  }
  return at;
}

/** Copies bytes that are escaped already. */
export function putBytes(out: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) out[at + i] = bytes[i] ?? 0;
  return at + bytes.length;
}

/** A text as an escaped field of any length, for values that come again and again. */
export function escapedText(text: string): Uint8Array {
  const raw = encoder.encode(text);
  const out = new Uint8Array(raw.length * 2);
  let end = 0;
  for (const byte of raw) {
    const escape = ESCAPES[byte] ?? 0;
    if (escape !== 0) out[end++] = BACKSLASH;
    out[end++] = escape !== 0 ? escape : byte;
  }
  return out.slice(0, end);
}

/** The last start of a UTF-8 character at or before `at`. */
function characterStart(bytes: Uint8Array, at: number): number {
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
