import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReferenceIds } from '../../reference/reference.ts';
import { call, chunk, ndjson, seen } from '../../testing/index.ts';
import { TEXT_FIELDS } from '../feeds.ts';
import { LongNumbers, numberDigits } from '../number-key.ts';
import type { SourceFormat } from '../../topology/types.ts';
import { FeedDecoder, MAX_LINE_BYTES, type Decoded } from './decode.ts';

const IDS = new ReferenceIds({ cells: ['a1'] });
const GOOD = JSON.stringify(seen('2026-02-10T08:41:00Z', '8613910000001', 'a1').event);

function decode(
  bytes: Uint8Array | string,
  format: SourceFormat = { kind: 'ndjson' },
  firstLine = 1,
): Decoded {
  const block = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return new FeedDecoder('signalling', IDS, new LongNumbers()).decode(
    chunk('signalling', block, { format, firstLine }),
  );
}

/** Text field `name` of a row. */
function textOf(decoded: Decoded, row: number, name: string): string {
  const fields: readonly string[] = TEXT_FIELDS.signalling;
  const at = (row * fields.length + fields.indexOf(name)) * 2;
  return new TextDecoder().decode(
    decoded.batch.bytes.subarray(decoded.batch.text[at], decoded.batch.text[at + 1]),
  );
}

const linesOf = (decoded: Decoded): number[] => [...decoded.batch.line.subarray(0, decoded.batch.length)];

describe('NDJSON', () => {
  it('counts lines from the first, blank ones too, and keeps bad lines from spoiling good ones', () => {
    const text = `\ufeff${GOOD}\n\n  \t\n{"a":\r\n${GOOD}\r\n[]\n${GOOD}`;
    const decoded = decode(text, { kind: 'ndjson' }, 100);
    expect(linesOf(decoded)).toEqual([100, 104, 106]);
    expect(decoded.rejections).toEqual([
      { line: 103, field: null, code: 'not-json' },
      { line: 105, field: null, code: 'not-an-object' },
    ]);
    expect(decoded.read).toBe(5);
  });

  it('takes a line of 64 KiB and refuses a longer one, its end not counted', () => {
    const full = GOOD.slice(0, -1) + `,"x":"${'x'.repeat(MAX_LINE_BYTES - GOOD.length - 7)}"}`;
    expect(full.length).toBe(MAX_LINE_BYTES);
    for (const end of ['\n', '\r\n']) {
      expect(linesOf(decode(full + end))).toEqual([1]);
      const longer = decode(`x${full}${end}${GOOD}${end}`);
      expect(longer.rejections).toEqual([{ line: 1, field: null, code: 'too-long' }]);
      expect(linesOf(longer)).toEqual([2]);
    }
  });

  it('refuses a line that is no UTF-8, wherever the block begins in memory', () => {
    const bytes = new TextEncoder().encode(`${GOOD}\n${GOOD.replace('a1', 'a?')}\n${GOOD}\n`);
    bytes[bytes.indexOf(0x3f)] = 0xff;
    for (let shift = 0; shift < 5; shift++) {
      const block = new Uint8Array(bytes.length + shift);
      block.set(bytes, shift);
      const decoded = decode(block.subarray(shift));
      expect(decoded.rejections).toEqual([{ line: 2, field: null, code: 'not-utf8' }]);
      expect(linesOf(decoded)).toEqual([1, 3]);
    }
  });

  it('keeps texts with escapes, in whatever rows they stand', () => {
    const texts = fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.boolean()), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, (rows) => {
        const lines = rows.map(([text, escape]) => {
          const line = JSON.stringify({ ...seen(1, '8613910000001', 'a1').event, rat: text });
          return escape ? line.replace('"a1"', '"\\u00611"') : line;
        });
        const decoded = decode(lines.map((line) => line + '\n').join(''));
        expect(decoded.rejections).toEqual([]);
        rows.forEach(([text], row) => {
          expect(textOf(decoded, row, 'rat')).toBe(text);
          expect(textOf(decoded, row, 'cellId')).toBe('a1');
          expect(textOf(decoded, row, 'homePlmn')).toBe('');
        });
        expect([...decoded.batch.cell.subarray(0, rows.length)]).toEqual(rows.map(() => 0));
      }),
    );
  });

  it('counts unknown fields and is no worse for them', () => {
    const decoded = decode(`{"who":1,${GOOD.slice(1)}\n{"who":{},"why":null,${GOOD.slice(1)}\n`);
    expect(decoded.batch.length).toBe(2);
    expect(decoded.unknownFields).toBe(3);
  });
});

const HEADER = 'eventTime,eventType,msisdn,cellId,rat';
const ROW = '2026-02-10T08:41:00Z,attach,8613910000001,a1,LTE';

describe('CSV', () => {
  it('skips a byte-order mark and blank lines and numbers records by their first line', () => {
    const text = `\ufeff\n${HEADER}\n${ROW}\n\n2026-02-10T08:41:00Z,attach,8613910000001,"a1","L\n\nE"\r\nx,attach,1,a1,\r\n${ROW}`;
    const decoded = decode(text, { kind: 'csv' });
    expect(linesOf(decoded)).toEqual([3, 5, 9]);
    expect(decoded.rejections).toEqual([{ line: 8, field: 'eventTime', code: 'not-a-time' }]);
    expect(textOf(decoded, 1, 'rat')).toBe('L\n\nE');
    expect(textOf(decoded, 2, 'rat')).toBe('LTE');
  });

  it('refuses a line whose quotes are broken, and only that line', () => {
    const decoded = decode(`${HEADER}\n"2026"x,attach\n${ROW}\n"2026,attach\n${ROW}\n`, { kind: 'csv' });
    expect(decoded.rejections).toEqual([
      { line: 2, field: null, code: 'not-an-object' },
      { line: 4, field: null, code: 'not-an-object' },
    ]);
    expect(linesOf(decoded)).toEqual([3, 5]);
  });

  it('takes a line of 64 KiB and refuses a longer one, its end not counted', () => {
    const full = ROW + 'x'.repeat(MAX_LINE_BYTES - ROW.length);
    for (const end of ['\n', '\r\n', '']) {
      expect(linesOf(decode(`${HEADER}\n${full}${end}`, { kind: 'csv' }))).toEqual([2]);
      const longer = decode(`${HEADER}\n${full}x${end}`, { kind: 'csv' });
      expect(longer.rejections).toEqual([{ line: 2, field: null, code: 'too-long' }]);
    }
  });

  it('goes on without header where the columns are given', () => {
    const decoded = decode(`${ROW}\n`, { kind: 'csv', columns: HEADER.split(',') }, 500);
    expect(linesOf(decoded)).toEqual([500]);
  });

  it('of nothing but a header is no record', () => {
    expect(decode(`${HEADER}\r\n`, { kind: 'csv' }).read).toBe(0);
    expect(decode('', { kind: 'csv' }).read).toBe(0);
  });
});

describe('mapped columns', () => {
  const mapping = {
    delimiter: '|',
    columns: { msisdn: 0, eventTime: 3, eventType: 1, cellId: 4 },
    skipLines: 2,
  };

  it('are found by position; the lines to skip are those at the start of the source', () => {
    const row = '8613910000001|attach|whatever|1770684060000|a1|more';
    const first = decode(`some\nheading\n${row}\n`, { kind: 'mapped', mapping });
    expect(linesOf(first)).toEqual([3]);
    expect(first.batch.time[0]).toBe(1_770_684_060_000);
    expect(numberDigits(first.batch.msisdn[0]!, new LongNumbers())).toBe('8613910000001');
    expect(linesOf(decode(`${row}\n`, { kind: 'mapped', mapping }, 4))).toEqual([4]);
  });
});

describe('the same records', () => {
  it('in any chunks give the same rows', () => {
    const events = Array.from(
      { length: 20 },
      (_, i) => call(1_770_684_060_000 + i, '8613910000001', `1${i}`, 'a1').event,
    );
    const whole = ndjson(events);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 19 })), (cuts) => {
        const decoder = new FeedDecoder('usage', IDS, new LongNumbers());
        const ends = [...cuts.sort((a, b) => a - b), 20];
        let from = 0;
        const peers = ends.flatMap((to) => {
          const { batch } = decoder.decode(
            chunk('usage', ndjson(events.slice(from, to)), { firstLine: from + 1 }),
          );
          from = to;
          return [...batch.peer.subarray(0, batch.length)].map((peer, row) => [batch.line[row], peer]);
        });
        const { batch } = decoder.decode(chunk('usage', whole));
        expect(peers).toEqual([...batch.peer.subarray(0, 20)].map((peer, row) => [row + 1, peer]));
      }),
    );
  });
});
