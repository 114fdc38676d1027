import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReferenceIds } from '../reference/reference.ts';
import { call, chunk, lifecycle, ndjson, surf } from '../testing/index.ts';
import { batchFromJson, batchToJson, joinBatches, keepRows, selectRows } from './batch-rows.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { FeedDecoder } from './decoders/decode.ts';
import type { EventBatch } from './event-batch.ts';
import { TEXT_FIELDS } from './feeds.ts';
import { hashId } from './hash-id.ts';
import { LongNumbers, numberDigits, numberKey } from './number-key.ts';

const IDS = new ReferenceIds({ cells: ['a1', 'b1'], operators: ['red'], channels: ['shop'] });

function usage(count: number): EventBatch {
  const events = Array.from({ length: count }, (_, i) =>
    i % 2 === 0
      ? call(i, '8613910000001', `${i}`, 'a1', { peerOperator: 'red' })
      : surf(i, '8613910000002', `b${i % 3}`),
  );
  const bytes = ndjson(events.map(({ event }) => event));
  return new FeedDecoder('usage', IDS, new LongNumbers()).decode(chunk('usage', bytes)).batch;
}

/** A batch as rows of values, texts decoded. */
function rowsOf(batch: EventBatch): unknown[] {
  const width = TEXT_FIELDS[batch.feed].length * 2;
  const { feed: _feed, source: _source, length, bytes, text, ...columns } = batch;
  return Array.from({ length }, (_, row) => ({
    values: Object.entries(columns).map(([name, column]) => [name, column[row]]),
    texts: Array.from({ length: width / 2 }, (_entry, i) =>
      new TextDecoder().decode(bytes.subarray(text[row * width + i * 2], text[row * width + i * 2 + 1])),
    ),
  }));
}

describe('rows of batches', () => {
  const positions = fc
    .integer({ min: 0, max: 12 })
    .chain((count) =>
      fc.record({ count: fc.constant(count), kept: fc.subarray(Array.from({ length: count }, (_, i) => i)) }),
    );

  it('are the same selected, kept in place, joined and read back from a snapshot', () => {
    fc.assert(
      fc.property(positions, ({ count, kept }) => {
        const all = rowsOf(usage(count));
        const wanted = kept.map((row) => all[row]);
        expect(rowsOf(selectRows(usage(count), kept))).toEqual(wanted);
        const batch = usage(count);
        keepRows(batch, Uint32Array.from(kept));
        expect(rowsOf(batch)).toEqual(wanted);
        expect(rowsOf(joinBatches(batch, usage(count)))).toEqual([...wanted, ...all]);
        expect(rowsOf(batchFromJson(JSON.parse(JSON.stringify(batchToJson(batch)))))).toEqual(wanted);
      }),
    );
  });

  it('of lifecycle come back from a snapshot', () => {
    const event = lifecycle(1, 'activated', '8613910000001', { channelId: 'shop', productId: '5G' }).event;
    const { batch } = new FeedDecoder('lifecycle', IDS, new LongNumbers()).decode(
      chunk('lifecycle', ndjson([event])),
    );
    expect(rowsOf(batchFromJson(JSON.parse(JSON.stringify(batchToJson(batch)))))).toEqual(rowsOf(batch));
  });
});

describe('a dictionary', () => {
  it('gives each id one index in order of first sight and finds it by its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 60 }), (ids) => {
        const dictionary = new ByteDictionary(ids);
        const distinct = [...new Set(ids)];
        expect(dictionary.ids).toEqual(distinct);
        distinct.forEach((id, index) => {
          const bytes = new TextEncoder().encode(`x${id}y`);
          expect(dictionary.find(bytes, 1, bytes.length - 1)).toBe(index);
          expect(dictionary.indexOf(id)).toBe(index);
          expect(dictionary.idOf(index)).toBe(id);
        });
        expect(dictionary.indexOf('never given')).toBe(-1);
      }),
    );
  });
});

describe('number keys', () => {
  it('tell all numbers apart, leading zeros included, and give their digits back', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/);
    fc.assert(
      fc.property(fc.uniqueArray(digits, { maxLength: 40 }), (numbers) => {
        const long = new LongNumbers();
        const keys = numbers.map((number) => numberKey(number, long));
        expect(new Set(keys).size).toBe(numbers.length);
        const restored = new LongNumbers();
        restored.restore(JSON.parse(JSON.stringify(long.snapshot())) as string[]);
        keys.forEach((key, i) => {
          expect(numberDigits(key, restored)).toBe(numbers[i]);
          expect(numberKey(numbers[i]!, restored)).toBe(key);
        });
      }),
    );
  });
});

describe('ids of detections', () => {
  it('are 24 hex digits, the same for the same text, others for others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 50 }), (texts) => {
        const ids = texts.map(hashId);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/);
        expect(texts.map(hashId)).toEqual(ids);
        expect(new Set(ids).size).toBe(texts.length);
      }),
    );
  });
});
