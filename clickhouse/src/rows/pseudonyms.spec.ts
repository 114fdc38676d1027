import { createHmac } from 'node:crypto';
import { LongNumbers, numberKey } from '@tidewall/streams/events';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPseudonyms } from './pseudonyms.ts';

const KEY = Buffer.from('a key of an installation, 40 bytes long.');

function expected(digits: string): string {
  return createHmac('sha256', KEY).update(digits).digest('hex').slice(0, 16);
}

describe('pseudonyms', () => {
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 })
    .map((all) => all.join(''));

  it('are the first 64 bits of HMAC-SHA-256, whether cached or not', () => {
    const pseudonyms = createPseudonyms(KEY);
    const long = new LongNumbers();
    fc.assert(
      fc.property(digits, (number) => {
        for (let time = 0; time < 2; time++) {
          pseudonyms.resolve(numberKey(number, long), long);
          const words = [pseudonyms.hi, pseudonyms.lo].map((word) => word.toString(16).padStart(8, '0'));
          expect(words.join('')).toBe(expected(number));
        }
        expect(pseudonyms.idOf(number)).toBe(expected(number));
      }),
    );
  });

  it('of no number is 0', () => {
    const pseudonyms = createPseudonyms(KEY);
    pseudonyms.resolve(0, new LongNumbers());
    expect([pseudonyms.hi, pseudonyms.lo, pseudonyms.size]).toEqual([0, 0, 0]);
  });

  it('stay right while the table grows and after it was emptied at its limit', () => {
    const long = new LongNumbers();
    for (const maxEntries of [20_000, 3_000]) {
      const pseudonyms = createPseudonyms(KEY, { maxEntries });
      for (let i = 0; i < 20_000; i++)
        pseudonyms.resolve(numberKey(`8613800${String(i).padStart(6, '0')}`, long), long);
      expect(pseudonyms.size).toBeLessThanOrEqual(maxEntries);
      for (const number of ['8613800000000', '8613800019999', '8613800010000']) {
        pseudonyms.resolve(numberKey(number, long), long);
        expect(pseudonyms.hi).toBe(Number.parseInt(expected(number).slice(0, 8), 16));
      }
    }
  });

  it('are told of once each, and again once they have been forgotten', () => {
    const told: string[] = [];
    const long = new LongNumbers();
    const pseudonyms = createPseudonyms(KEY, {
      onComputed: (number, hi, lo) => {
        const words = [hi, lo].map((word) => word.toString(16).padStart(8, '0'));
        expect(words.join('')).toBe(expected(number));
        told.push(number);
      },
    });
    const resolve = (number: string): void => pseudonyms.resolve(numberKey(number, long), long);
    for (const number of ['8613800000001', '10086', '8613800000001', '01234567890123456789']) resolve(number);
    expect(told).toEqual(['8613800000001', '10086', '01234567890123456789']);
    pseudonyms.forget();
    resolve('10086');
    expect(told).toHaveLength(4);
  });

  it('differ under another key, also one longer than a hash block, and need a key worth the name', () => {
    const longKey = Buffer.alloc(80, 1);
    expect(createPseudonyms(longKey).idOf('1')).toBe(
      createHmac('sha256', longKey).update('1').digest('hex').slice(0, 16),
    );
    expect(() => createPseudonyms(Buffer.alloc(15))).toThrow(RangeError);
  });
});
