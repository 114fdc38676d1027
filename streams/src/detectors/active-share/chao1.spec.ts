import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chao1 } from './chao1.ts';

const counts = fc
  .record({ once: fc.nat(3000), twice: fc.nat(3000), often: fc.nat(3000), more: fc.nat(9000) })
  .map(({ once, twice, often, more }) => ({
    seen: once + twice + often,
    once,
    twice,
    sightings: once + 2 * twice + 3 * often + (often === 0 ? 0 : more),
  }));

describe('the Chao1 estimate', () => {
  it.each([
    // As the program EstimateS gives them, two digits.
    [{ seen: 9, once: 3, twice: 3, sightings: 22 }, 9.75, 9.07, 17.45],
    [{ seen: 4, once: 2, twice: 0, sightings: 11 }, 5, 4.08, 17.27],
    [{ seen: 4, once: 0, twice: 2, sightings: 13 }, 4, 4, 4.95],
    // Worked from the same formulas.
    [{ seen: 100, once: 30, twice: 20, sightings: 300 }, 120.714, 108.468, 150.672],
    [{ seen: 2, once: 2, twice: 0, sightings: 2 }, 3, 2.081, 14.326],
  ])('of %j is %d, from %d to %d', (seen, estimated, low, high) => {
    const found = chao1(seen);
    expect(found.estimated).toBeCloseTo(estimated, 3);
    expect(Math.abs(found.low - low)).toBeLessThan(0.006);
    expect(Math.abs(found.high - high)).toBeLessThan(0.006);
  });

  it('of nobody is nobody', () => {
    expect(chao1({ seen: 0, once: 0, twice: 0, sightings: 0 })).toEqual({ estimated: 0, low: 0, high: 0 });
  });

  it('is never less than what was seen, and lies in its interval, which does neither', () => {
    fc.assert(
      fc.property(counts, (seen) => {
        const { estimated, low, high } = chao1(seen);
        expect(low).toBeGreaterThanOrEqual(seen.seen);
        expect(estimated).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(estimated);
        expect(Number.isFinite(high)).toBe(true);
      }),
    );
  });

  it('is everybody when everybody was seen often', () => {
    expect(chao1({ seen: 500, once: 0, twice: 0, sightings: 50_000 })).toEqual({
      estimated: 500,
      low: 500,
      high: 500,
    });
  });
});
