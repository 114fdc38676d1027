import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIELDS, RecordSpans, VALUE_ABSENT, VALUE_NUMBER, VALUE_OTHER, VALUE_TEXT } from './fields.ts';
import { JsonScanner, type JsonScan } from './scan-json.ts';

type Value = { kind: number; text: string };

/** What the scanner finds in a line that stands inside a larger block of bytes. */
function scan(scanner: JsonScanner, line: string): { verdict: JsonScan; values: Record<string, Value> } {
  const before = new TextEncoder().encode('{"msisdn":"before"}\n');
  const bytes = new TextEncoder().encode(line);
  const block = new Uint8Array(before.length + bytes.length + before.length + 1);
  block.set(before);
  block.set(bytes, before.length);
  block[before.length + bytes.length] = 0x0a;
  block.set(before, before.length + bytes.length + 1);
  const spans = new RecordSpans();
  const verdict = scanner.scan(block, before.length, before.length + bytes.length, spans);
  const values: Record<string, Value> = {};
  FIELDS.usage.forEach((name, field) => {
    const kind = spans.kind[field]!;
    if (kind === VALUE_ABSENT) return;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      spans.bytes.subarray(spans.start[field], spans.end[field]),
    );
    values[name] = {
      kind,
      text: kind === VALUE_NUMBER ? String(Number(text)) : kind === VALUE_TEXT ? text : '',
    };
  });
  return { verdict, values };
}

/** The same by the definition: JSON.parse. */
function expected(line: string): { verdict: JsonScan; values: Record<string, Value> } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { verdict: 'not-json', values: {} };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { verdict: 'not-an-object', values: {} };
  const values: Record<string, Value> = {};
  for (const name of FIELDS.usage) {
    if (!Object.hasOwn(value, name)) continue;
    const entry = (value as Record<string, unknown>)[name];
    if (entry === null || entry === '') continue;
    // Half a surrogate pair, escaped, has no UTF-8: it becomes U+FFFD.
    if (typeof entry === 'string') values[name] = { kind: VALUE_TEXT, text: entry.toWellFormed() };
    else if (typeof entry === 'number') values[name] = { kind: VALUE_NUMBER, text: String(entry) };
    else values[name] = { kind: VALUE_OTHER, text: '' };
  }
  return { verdict: 'ok', values };
}

function verdictAndValues(scanner: JsonScanner, line: string): ReturnType<typeof scan> {
  const found = scan(scanner, line);
  return found.verdict === 'ok' ? found : { verdict: found.verdict, values: {} };
}

const space = fc.stringMatching(/^[ \t\r]{0,2}$/);
const wellFormed = fc.string({ unit: 'grapheme' });
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => JSON.stringify(value));
const scalar = fc.oneof(
  { weight: 4, arbitrary: wellFormed.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: number },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'null',
      'true',
      'false',
      '""',
      '1.50',
      '-0.0',
      '1e3',
      '"\\u0041\\n\\"\\ud83c\\udf0a"',
    ),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
);
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...FIELDS.usage).map((field) => JSON.stringify(field)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"service\\u0020"', '"\\u0073ervice"', '"__proto__"', '"x"', '""'),
  },
);
const member = fc
  .tuple(space, name, space, space, scalar, space)
  .map(([a, key, b, c, value, d]) => `${a}${key}${b}:${c}${value}${d}`);
const record = fc
  .tuple(space, fc.array(member, { maxLength: 8 }), space)
  .map(([a, members, b]) => `${a}{${members.join(',')}}${b}`);

describe('scanning NDJSON', () => {
  it('gives what JSON.parse gives: escapes, nested values, doubled names, blanks', () => {
    const scanner = new JsonScanner('usage');
    fc.assert(
      fc.property(record, (line) => {
        expect(verdictAndValues(scanner, line)).toEqual(expected(line));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what JSON.parse refuses, wherever a record is cut or a character changed', () => {
    const scanner = new JsonScanner('usage');
    const damage = fc.tuple(
      record,
      fc.nat(),
      fc.constantFrom('', '"', '{', '}', ',', ':', '\\', '0', '\u0001', ' x'),
    );
    fc.assert(
      fc.property(damage, ([line, at, instead]) => {
        const cut = at % (line.length + 1);
        const damaged = line.slice(0, cut) + instead + line.slice(cut + 1);
        if (damaged.isWellFormed()) expect(verdictAndValues(scanner, damaged)).toEqual(expected(damaged));
        const shortened = line.slice(0, cut);
        if (shortened.isWellFormed())
          expect(verdictAndValues(scanner, shortened)).toEqual(expected(shortened));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"service":"sms",}', 'not-json'],
    ['{"service":"sms"', 'not-json'],
    ['{service:"sms"}', 'not-json'],
    ["{'service':'sms'}", 'not-json'],
    ['{"durationSeconds":01}', 'not-json'],
    ['{"durationSeconds":1.}', 'not-json'],
    ['{"durationSeconds":-}', 'not-json'],
    ['{"service":"sms"} x', 'not-json'],
    ['["sms"]', 'not-an-object'],
    ['"sms"', 'not-an-object'],
    ['null', 'not-an-object'],
    ['7', 'not-an-object'],
    ['{}', 'ok'],
  ])('%s is %s', (line, verdict) => {
    expect(scan(new JsonScanner('usage'), line).verdict).toBe(verdict);
  });

  it('counts fields that it does not know, in plain records and in others', () => {
    for (const line of ['{"a":1,"service":"sms","b":"x"}', '{"a":{},"service":"sm\\u0073","b":"x"}']) {
      const spans = new RecordSpans();
      const bytes = new TextEncoder().encode(line);
      expect(new JsonScanner('usage').scan(bytes, 0, bytes.length, spans)).toBe('ok');
      expect(spans.unknownFields).toBe(2);
    }
  });
});
