import { FIELDS, VALUE_ABSENT, VALUE_NUMBER, VALUE_OTHER, VALUE_TEXT, type RecordSpans } from './fields.ts';
import type { Feed } from '../feeds.ts';
import { ByteDictionary } from '../byte-dictionary.ts';

export type JsonScan = 'ok' | 'not-json' | 'not-an-object';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/**
 * Finds the values of known fields in one line of NDJSON. Flat objects with plain strings and numbers, which is what
 * feeds send, are scanned as bytes; anything else (escapes, nested values, unusual numbers) goes through `JSON.parse`,
 * so both ways accept exactly JSON.
 */
export class JsonScanner {
  readonly #fields: ByteDictionary;
  readonly #names: readonly string[];
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** Field names in the order of the last record: the next record mostly has the same. */
  readonly #order = new Int32Array(16).fill(-1);

  constructor(feed: Feed) {
    this.#names = FIELDS[feed];
    this.#fields = new ByteDictionary(this.#names);
  }

  /** Fills `spans`; `end` is the end of the line. */
  scan(bytes: Uint8Array, start: number, end: number, spans: RecordSpans): JsonScan {
    spans.clear();
    spans.bytes = bytes;
    const unknown = spans.unknownFields;
    if (this.#scanFlat(bytes, start, end, spans)) return 'ok';
    spans.unknownFields = unknown;
    return this.#parse(bytes, start, end, spans);
  }

  #scanFlat(bytes: Uint8Array, start: number, end: number, spans: RecordSpans): boolean {
    let at = start;
    while (at < end && isSpace(bytes[at])) at++;
    if (bytes[at++] !== OPEN) return false;
    for (let position = 0; ; position++) {
      while (isSpace(bytes[at])) at++;
      if (bytes[at] !== QUOTE) return false;
      const nameStart = ++at;
      while (at < end && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH && bytes[at]! >= 0x20) at++;
      if (at >= end || bytes[at] !== QUOTE) return false;
      const field = this.#fieldAt(bytes, nameStart, at, position);
      at++;
      while (isSpace(bytes[at])) at++;
      if (bytes[at++] !== COLON) return false;
      while (isSpace(bytes[at])) at++;
      const next = bytes[at] === QUOTE ? scanText(bytes, at, end) : scanNumber(bytes, at, end);
      if (next < 0) return false;
      if (field < 0) spans.unknownFields++;
      else if (bytes[at] === QUOTE) spans.set(field, VALUE_TEXT, at + 1, next - 1);
      else spans.set(field, VALUE_NUMBER, at, next);
      at = next;
      while (isSpace(bytes[at])) at++;
      if (at >= end) return false;
      const separator = bytes[at++];
      if (separator === COMMA) continue;
      if (separator !== CLOSE) return false;
      while (at < end && isSpace(bytes[at])) at++;
      return at === end;
    }
  }

  #fieldAt(bytes: Uint8Array, start: number, end: number, position: number): number {
    if (position < 16) {
      const expected = this.#order[position]!;
      const name = expected >= 0 ? this.#fields.bytesOf(expected)! : undefined;
      if (name?.length === end - start) {
        let i = 0;
        while (i < name.length && name[i] === bytes[start + i]) i++;
        if (i === name.length) return expected;
      }
    }
    const field = this.#fields.find(bytes, start, end);
    if (position < 16) this.#order[position] = field;
    return field;
  }

  #parse(bytes: Uint8Array, start: number, end: number, spans: RecordSpans): JsonScan {
    let value: unknown;
    try {
      value = JSON.parse(this.#decoder.decode(bytes.subarray(start, end)));
    } catch {
      return 'not-json';
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
    spans.clear();
    const texts: [number, number, Uint8Array][] = [];
    let size = 0;
    for (const [name, entry] of Object.entries(value)) {
      const field = this.#names.indexOf(name);
      if (field < 0) {
        spans.unknownFields++;
        continue;
      }
      const kind = kindOf(entry);
      const text = this.#encoder.encode(kind === VALUE_TEXT || kind === VALUE_NUMBER ? String(entry) : '');
      texts.push([field, kind, text]);
      size += text.length;
    }
    // Unescaped values lie nowhere in the line: they get bytes of their own after a copy of it.
    const scratch = new Uint8Array(size);
    let at = 0;
    for (const [field, kind, text] of texts) {
      scratch.set(text, at);
      spans.set(field, kind, at, at + text.length);
      at += text.length;
    }
    spans.bytes = scratch;
    return 'ok';
  }
}

function kindOf(value: unknown): number {
  if (typeof value === 'string') return VALUE_TEXT;
  if (typeof value === 'number') return VALUE_NUMBER;
  return value === null ? VALUE_ABSENT : VALUE_OTHER;
}

/** End of a plain string (after its closing quote), −1 when it has escapes, control characters or no end. */
function scanText(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH || byte < 0x20) return -1;
  }
  return -1;
}

/** End of a plain number: an integer without exponent, optionally with a fraction; −1 for anything else. */
function scanNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start;
  const first = at;
  while (at < end && bytes[at]! >= 48 && bytes[at]! <= 57) at++;
  if (at === first || (bytes[first] === 48 && at - first > 1)) return -1;
  if (bytes[at] === 0x2e) {
    const fraction = ++at;
    while (at < end && bytes[at]! >= 48 && bytes[at]! <= 57) at++;
    if (at === fraction) return -1;
  }
  const byte = bytes[at];
  return byte === COMMA || byte === CLOSE || isSpace(byte) ? at : -1;
}
