import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differenceInterval, share } from './newcombe.ts';

const arm = (successes: number, subjects: number) => ({ successes, subjects });

describe('interval of a difference of proportions', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 873–890), table II, method 10.
  it.each([
    ['56/70 − 48/80', arm(56, 70), arm(48, 80), 0.0524, 0.3339],
    ['9/10 − 3/10', arm(9, 10), arm(3, 10), 0.1705, 0.809],
    ['6/7 − 2/7', arm(6, 7), arm(2, 7), 0.0582, 0.8062],
    ['5/56 − 0/29', arm(5, 56), arm(0, 29), -0.0381, 0.1926],
    ['0/10 − 0/20', arm(0, 10), arm(0, 20), -0.1611, 0.2775],
    ['0/10 − 0/10', arm(0, 10), arm(0, 10), -0.2775, 0.2775],
    ['10/10 − 0/20', arm(10, 10), arm(0, 20), 0.6791, 1],
    ['10/10 − 0/10', arm(10, 10), arm(0, 10), 0.6075, 1],
  ])('of %s is as published', (_, treated, control, low, high) => {
    const interval = differenceInterval(treated, control);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  const arms = fc
    .integer({ min: 1, max: 10_000 })
    .chain((subjects) => fc.integer({ min: 0, max: subjects }).map((successes) => ({ subjects, successes })));

  it('holds the difference, stays within −1 and 1, and turns round with its arms', () => {
    fc.assert(
      fc.property(arms, arms, (treated, control) => {
        const [low, high] = differenceInterval(treated, control);
        const difference = share(treated) - share(control);
        expect(low).toBeLessThanOrEqual(difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
        const turned = differenceInterval(control, treated);
        expect(turned[0]).toBeCloseTo(-high, 12);
        expect(turned[1]).toBeCloseTo(-low, 12);
      }),
    );
  });
});
