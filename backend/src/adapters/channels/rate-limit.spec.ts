import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimit } from './rate-limit.ts';

/** When messages leave that all want to at once. */
function departures(perSecond: number, count: number): number[] {
  const rate = new RateLimit(perSecond);
  let nowMs = 1_000;
  return Array.from({ length: count }, () => {
    nowMs += rate.waitMs(nowMs);
    rate.take(nowMs);
    return nowMs;
  });
}

describe('rate', () => {
  it('lets messages leave evenly', () => {
    const times = departures(10, 4);
    expect(times).toEqual([1_000, 1_080, 1_180, 1_280]);
  });

  it('is kept over any second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (perSecond) => {
        const times = departures(perSecond, perSecond * 2 + 10);
        const most = Math.floor(perSecond * 1.02) + 1;
        const spans = times.slice(most).map((time, index) => time - times[index]!);
        expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000 - 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it('saves nothing up while nothing is sent', () => {
    const rate = new RateLimit(10);
    rate.take(0);
    rate.take(60_000);
    expect(rate.waitMs(60_000)).toBe(80);
  });

  it('stops for a pause', () => {
    const rate = new RateLimit(1_000);
    rate.pause(5_000, 300);
    expect(rate.waitMs(5_000)).toBe(300);
    expect(rate.waitMs(5_300)).toBe(0);
  });

  it('may be none, but a pause still counts', () => {
    const rate = new RateLimit(null);
    for (let count = 0; count < 100; count++) rate.take(0);
    expect(rate.waitMs(0)).toBe(0);
    rate.pause(0, 50);
    expect(rate.waitMs(10)).toBe(40);
  });
});
