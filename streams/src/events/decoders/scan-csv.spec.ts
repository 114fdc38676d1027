import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIELDS, RecordSpans, VALUE_TEXT } from './fields.ts';
import { columnsOf, CsvScanner, readRecord } from './scan-csv.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** RFC 4180: quoted where needed, or always. */
function written(value: string, always: boolean): string {
  return always || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const value = fc.oneof(fc.string(), fc.stringMatching(/^[a,"\r\n]{0,6}$/));
const row = fc.array(fc.tuple(value, fc.boolean()), { minLength: 2, maxLength: 6 });

describe('delimited text', () => {
  it('keeps every value of any records, quoted line ends included, with LF and with CRLF', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, end) => {
          // A bare value that ends in CR cannot be told from the line end.
          const quoted = rows.map((cells) => cells.map(([cell, always]) => written(cell, always)).join(','));
          const bytes = new TextEncoder().encode(quoted.map((line) => line + end).join(''));
          const found: string[][] = [];
          for (let at = 0; at < bytes.length;) {
            const record = readRecord(bytes, at, bytes.length);
            found.push((record.fields ?? []).map(decode));
            at = record.next;
          }
          expect(found).toEqual(rows.map((cells) => cells.map(([cell]) => cell)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds the same values record by record in the scanner as in the reader', () => {
    const header = ['service', 'msisdn', 'x', 'cellId'];
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { minLength: 4, maxLength: 4 }), (cells) => {
        const bytes = new TextEncoder().encode(
          cells.map(([cell, always]) => written(cell, always)).join(',') + '\n',
        );
        const spans = new RecordSpans();
        const scanner = new CsvScanner(columnsOf('usage', header));
        expect(scanner.scan(bytes, 0, bytes.length, spans)).toBe('ok');
        expect(scanner.next).toBe(bytes.length);
        header.forEach((name, column) => {
          const field = (FIELDS.usage as readonly string[]).indexOf(name);
          if (field < 0 || cells[column]![0] === '') return;
          expect(spans.kind[field]).toBe(VALUE_TEXT);
          expect(decode(spans.bytes.subarray(spans.start[field], spans.end[field]))).toBe(cells[column]![0]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a quote that never closes', '"a,b\nc,d\n'],
    ['text behind a closing quote', '"a"b,c\n'],
  ])('%s breaks its line only', (_why, text) => {
    const bytes = new TextEncoder().encode(text);
    const record = readRecord(bytes, 0, bytes.length);
    expect(record.fields).toBeNull();
    expect(record.next).toBe(text.indexOf('\n') + 1);
  });

  it('a quote inside a bare value is a character like any other', () => {
    const bytes = new TextEncoder().encode('a"b,c\n');
    expect(readRecord(bytes, 0, bytes.length).fields?.map(decode)).toEqual(['a"b', 'c']);
  });

  it('an empty value is absent, and columns that we do not know are counted when they hold something', () => {
    const spans = new RecordSpans();
    const scanner = new CsvScanner(columnsOf('usage', ['service', 'x', 'y', 'cellId']));
    const bytes = new TextEncoder().encode('sms,1,,');
    scanner.scan(bytes, 0, bytes.length, spans);
    expect(spans.unknownFields).toBe(1);
    expect(spans.kind[FIELDS.usage.indexOf('cellId')]).toBe(0);
  });

  it('a column may be named with blanks around it', () => {
    expect([...columnsOf('lifecycle', ['msisdn ', ' eventTime', 'other'])]).toEqual([2, 0, -1]);
  });
});
