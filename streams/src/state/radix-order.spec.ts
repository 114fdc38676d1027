import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RadixOrder } from './radix-order.ts';

function sorted(keys: readonly number[], order = new RadixOrder()): number[] {
  order.reserve(keys.length);
  keys.forEach((key, row) => {
    order.keys[row] = key;
    order.rows[row] = row;
  });
  order.sort(keys.length, Math.max(0, ...keys));
  return [...order.rows.subarray(0, keys.length)];
}

const inOrder = (keys: readonly number[]): number[] =>
  keys.map((_, row) => row).sort((a, b) => keys[a]! - keys[b]!);

describe('radix order', () => {
  it('sorts rows by key, and leaves rows of equal keys as they were', () => {
    const key = fc.oneof(fc.nat(3), fc.nat(5_000), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 50 }), (keys) => {
        expect(sorted(keys)).toEqual(inOrder(keys));
      }),
    );
  });

  it('sorts again and again, whatever it sorted before', () => {
    const order = new RadixOrder();
    for (const keys of [[7, 3, 5], [2 ** 32 - 1, 0], [], [9, 9, 1, 4]]) {
      expect(sorted(keys, order)).toEqual(inOrder(keys));
    }
  });
});
