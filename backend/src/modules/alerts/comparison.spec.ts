import { describe, expect, it } from '@jest/globals';
import { medianCurve, type Points } from './comparison.ts';

describe('the median of comparable places', () => {
  const curve = (...values: readonly (number | null)[]): Points =>
    values.flatMap((value, at) => (value === null ? [] : [[at, value] as const]));

  it('is the one in the middle, or half-way between the two', () => {
    expect(medianCurve([curve(9), curve(1), curve(4)])).toEqual([[0, 4]]);
    expect(medianCurve([curve(9), curve(1), curve(4), curve(5)])).toEqual([[0, 4.5]]);
  });

  it('is left out where too few have a figure: it would tell that of one of them', () => {
    const curves = [curve(1, 2, 3), curve(1, null, 5), curve(1, 4, 4)];
    expect(medianCurve(curves)).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect(medianCurve(curves.slice(1))).toEqual([]);
  });

  it('comes in the order of time, whatever that of the figures', () => {
    const backwards: Points = [
      [5, 1],
      [2, 1],
    ];
    expect(medianCurve([backwards, backwards, backwards]).map(([at]) => at)).toEqual([2, 5]);
  });
});
