import { describe, expect, it } from '@jest/globals';
import { median, usualCount } from './median.ts';

describe('the usual count', () => {
  it('is the middle one, of an even number the mean of the middle two', () => {
    expect(median(Float64Array.of(9, 1, 5))).toBe(5);
    expect(median(Float64Array.of(10, 1, 5, 100))).toBe(7.5);
    expect(median(new Float64Array(0))).toBeNaN();
  });

  it('has a spread that one wild day does not move, and at least that of chance', () => {
    expect(usualCount(Float64Array.of(100, 120, 140, 160, 10_000))).toEqual({
      median: 140,
      scale: 1.4826 * 20,
    });
    expect(usualCount(Float64Array.of(100, 100, 100))).toEqual({ median: 100, scale: 10 });
  });
});
