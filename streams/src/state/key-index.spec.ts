import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Column, float64, int32 } from './column.ts';
import { KeyIndex } from './key-index.ts';

describe('an index of keys', () => {
  it('gives each key one dense index in order of arrival, which growing does not change', () => {
    const index = new KeyIndex();
    const keyOf = (i: number): number => 18_613_910_000_000 + i * 7;
    const order = Array.from({ length: 20_000 }, (_, i) => i);
    expect(order.map((i) => index.add(keyOf(i)))).toEqual(order);
    expect(order.map((i) => index.find(keyOf(i)))).toEqual(order);
    expect(order.map((i) => index.keyAt(i))).toEqual(order.map(keyOf));
    expect(index.find(1)).toBe(-1);
    expect(index.size).toBe(20_000);
  });

  it('holds any keys, those of long numbers included, and comes back from its keys', () => {
    const key = fc.oneof(fc.integer({ min: -1000, max: -1 }), fc.integer({ min: 10, max: 2 * 10 ** 15 }));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), fc.nat(5000), (keys, capacity) => {
        const index = new KeyIndex(capacity);
        const distinct = [...new Set(keys)];
        for (const each of keys) expect(index.add(each)).toBe(distinct.indexOf(each));
        const restored = new KeyIndex();
        restored.restore(index.keys());
        distinct.forEach((each, at) => expect(restored.find(each)).toBe(at));
        expect(restored.add(5)).toBe(distinct.length);
      }),
    );
  });
});

describe('a column', () => {
  it('keeps its values when it grows and fills what was never written', () => {
    const column = new Column(int32, -1);
    column.values[7] = 70;
    column.reserve(5000);
    expect(column.values[7]).toBe(70);
    expect(column.values[4999]).toBe(-1);
  });

  it('restored holds nothing of what it held before', () => {
    const column = new Column(float64, Number.NaN);
    column.reserve(3000);
    column.values.fill(7);
    column.restore(Float64Array.of(1, 2));
    expect([...column.values.subarray(0, 3)]).toEqual([1, 2, Number.NaN]);
    expect(column.values[2999]).toBeNaN();
  });

  it('restored again and again stays as large as it was', () => {
    let column = new Column(float64);
    const { bytes } = column;
    for (let i = 0; i < 5; i++) {
      const copy = new Column(float64);
      copy.restore(column.values.slice());
      column = copy;
    }
    expect(column.bytes).toBe(bytes);
  });
});
