import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gatherRows, moveRuns, runsOf } from './gather-rows.ts';

const KINDS = [Float64Array, Int32Array, Uint32Array, Uint8Array] as const;
const COUNT = 200;

/** Ascending rows: those without the dropped ones. */
const rowsWithout = (dropped: readonly number[]): Uint32Array =>
  Uint32Array.from(Array.from({ length: COUNT }, (_, row) => row).filter((row) => !dropped.includes(row)));

describe('gathering rows', () => {
  it('copies the values at positions, to another column or to the beginning of the same', () => {
    for (const Kind of KINDS) {
      const column = Kind.from([10, 11, 12, 13, 14]);
      const other = new Kind(3);
      gatherRows(other, column, Uint32Array.from([4, 0, 2]));
      expect([...other]).toEqual([14, 10, 12]);
      gatherRows(column, column, Uint32Array.from([1, 3, 4]));
      expect([...column.subarray(0, 3)]).toEqual([11, 13, 14]);
    }
  });

  it('moves runs of rows that stay, one value or several a row', () => {
    const few = fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: 4 });
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 3 }), (dropped, width) => {
        const rows = rowsWithout(dropped);
        const column = Float64Array.from({ length: COUNT * width }, (_, at) => at);
        moveRuns(column, runsOf(rows)!, width);
        const wanted = [...rows].flatMap((row) => Array.from({ length: width }, (_, at) => row * width + at));
        expect([...column.subarray(0, rows.length * width)]).toEqual(wanted);
      }),
    );
  });

  it('has nothing to move where no row goes or only the last ones', () => {
    expect(runsOf(rowsWithout([]))).toEqual([]);
    expect(runsOf(rowsWithout([COUNT - 2, COUNT - 1]))).toEqual([]);
    expect(runsOf(new Uint32Array(0))).toEqual([]);
  });

  it('says when rows are too scattered', () => {
    const odd = Uint32Array.from({ length: COUNT / 2 }, (_, at) => at * 2 + 1);
    expect(runsOf(odd)).toBeNull();
  });
});
