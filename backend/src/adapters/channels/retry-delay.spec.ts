import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryDelayMs } from './retry-delay.ts';

const longest = (): number => 1;

describe('delay before a retry', () => {
  it('doubles its ceiling with each attempt until the most', () => {
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, 'transient', longest))).toEqual([
      2_000, 4_000, 8_000, 16_000,
    ]);
    expect(retryDelayMs(99, 'transient', longest)).toBe(300_000);
    expect(retryDelayMs(99, 'throttled', longest)).toBe(60_000);
  });

  it('is anywhere below the ceiling', () => {
    expect(retryDelayMs(3, 'transient', () => 0.25)).toBe(2_000);
    expect(retryDelayMs(3, 'transient', () => 0)).toBe(0);
  });

  it('never comes before the provider allows it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (attempt, drawn, retryAfterMs) => {
          const delay = retryDelayMs(attempt, 'throttled', () => drawn, retryAfterMs);
          expect(delay).toBeGreaterThanOrEqual(retryAfterMs);
          expect(delay).toBeLessThanOrEqual(retryAfterMs + 60_000);
        },
      ),
    );
  });
});
