import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wilsonInterval } from './wilson.ts';

describe('the Wilson interval', () => {
  it.each([
    // Newcombe 1998, table I, and the defaults of share-drop.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 30, 0, 0.1135],
    [248, 505, 0.4477, 0.5346],
  ])('of %d in %d is %d to %d', (successes, n, low, high) => {
    const [lower, upper] = wilsonInterval(successes, n);
    expect(lower).toBeCloseTo(low, 4);
    expect(upper).toBeCloseTo(high, 4);
  });

  it('lies in [0, 1], holds the share and is the mirror image for the other side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (n, any) => {
        const successes = any % (n + 1);
        const [low, high] = wilsonInterval(successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12);
        expect(wilsonInterval(n - successes, n)[1]).toBeCloseTo(1 - low, 12);
      }),
    );
  });

  it('of nothing says nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });

  it('solves its equation: the ends are where the share is just not rejected', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.nat(), (n, any) => {
        const successes = 1 + (any % (n - 1));
        for (const end of wilsonInterval(successes, n)) {
          const z = Math.abs(successes / n - end) / Math.sqrt((end * (1 - end)) / n);
          expect(z).toBeCloseTo(1.959964, 5);
        }
      }),
    );
  });
});
