import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { characterCount, epochDay, isDigits, isUtf8, parseDecimal, parseTime } from './parse.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = <T>(parse: (bytes: Uint8Array, start: number, end: number) => T, text: string): T =>
  parse(bytesOf(text), 0, bytesOf(text).length);
const time = (text: string): number => read(parseTime, text);

describe('times', () => {
  it('are RFC 3339 with an offset, whatever the offset', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-03T00:00:00Z'),
          max: new Date('9999-12-29T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }),
        (date, offset) => {
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23);
          const pad = (value: number): string => String(value).padStart(2, '0');
          const minutes = Math.abs(offset);
          const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
          expect(time(local + zone)).toBe(date.getTime());
        },
      ),
    );
  });

  it.each([
    ['2026-02-10T08:41:00Z', Date.UTC(2026, 1, 10, 8, 41)],
    ['2026-02-10t08:41:00z', Date.UTC(2026, 1, 10, 8, 41)],
    ['2026-02-10T08:41:00+08:00', Date.UTC(2026, 1, 10, 0, 41)],
    ['2026-02-10T08:41:00-00:30', Date.UTC(2026, 1, 10, 9, 11)],
    ['2026-02-10T08:41:00.5Z', Date.UTC(2026, 1, 10, 8, 41, 0, 500)],
    ['2026-02-10T08:41:00.123456789Z', Date.UTC(2026, 1, 10, 8, 41, 0, 123)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['1770684060000', 1_770_684_060_000],
    ['0', 0],
  ])('%s is %d', (text, expected) => {
    expect(time(text)).toBe(expected);
  });

  it.each([
    ['no offset', '2026-02-10T08:41:00'],
    ['an offset without colon', '2026-02-10T08:41:00+0800'],
    ['something behind the offset', '2026-02-10T08:41:00Z '],
    ['an offset of 24 hours', '2026-02-10T08:41:00+24:00'],
    ['a blank for T', '2026-02-10 08:41:00Z'],
    ['no such month', '2026-13-10T08:41:00Z'],
    ['month nought', '2026-00-10T08:41:00Z'],
    ['day nought', '2026-01-00T08:41:00Z'],
    ['no such day', '2026-04-31T08:41:00Z'],
    ['no such hour', '2026-02-10T24:00:00Z'],
    ['no such minute', '2026-02-10T08:60:00Z'],
    ['no such second', '2026-02-10T08:41:61Z'],
    ['a point without digits', '2026-02-10T08:41:00.Z'],
    ['letters', '2026-02-1xT08:41:00Z'],
    ['a date alone', '2026-02-10'],
    ['a sign before the milliseconds', '-1'],
    ['a decimal number', '1770684060000.5'],
    ['milliseconds after the year 9999', '253402300800000'],
    ['nothing', ''],
  ])('%s is no time', (_why, text) => {
    expect(time(text)).toBeNaN();
  });

  it.each([
    [2024, true],
    [2026, false],
    [2000, true],
    [1900, false],
    [2100, false],
  ])('the 29th of February %d: %s', (year, exists) => {
    expect(Number.isNaN(time(`${year}-02-29T00:00:00Z`))).toBe(!exists);
  });

  it('a bad day does not spoil the same day asked for again', () => {
    expect(time('2026-02-30T00:00:00Z')).toBeNaN();
    expect(time('2026-02-28T00:00:00Z')).toBe(Date.UTC(2026, 1, 28));
    expect(time('2026-02-30T00:00:00Z')).toBeNaN();
  });

  it('days are counted from 1970 over all leap years', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const day = epochDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
          expect(day).toBe(Math.floor(date.getTime() / 86_400_000));
        },
      ),
    );
  });
});

describe('numbers', () => {
  it('in JSON notation are read as JSON reads them', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()),
        (value) => {
          expect(read(parseDecimal, JSON.stringify(value))).toBe(Number(JSON.stringify(value)));
        },
      ),
    );
  });

  it.each(['', '-', '1x', '1.', '.5', '+1', '0x10', '1e', ' 1', 'NaN', '1e999'])('"%s" is none', (text) => {
    expect(read(parseDecimal, text)).toBeNaN();
  });

  it('digits are ASCII digits only', () => {
    expect(read(isDigits, '0123456789')).toBe(true);
    expect(read(isDigits, '12３')).toBe(false);
    expect(read(isDigits, '+12')).toBe(false);
  });
});

describe('UTF-8', () => {
  it('is judged as a fatal decoder judges it', () => {
    const decodes = (bytes: Uint8Array): boolean => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const near = fc.array(
      fc.constantFrom(
        0x41,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc1,
        0xc2,
        0xe0,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
        0xff,
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          near.map((list) => Uint8Array.from(list)),
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map(bytesOf),
        ),
        (bytes) => {
          expect(isUtf8(bytes, 0, bytes.length)).toBe(decodes(bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('characters are code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(read(characterCount, text)).toBe([...text].length);
      }),
    );
  });
});
