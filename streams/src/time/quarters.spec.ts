import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QUARTER_MS, quarterOfDay, quarterStart } from './quarters.ts';
import { TimeZone } from './zone.ts';

const DAY_MS = 86_400_000;
const zone = fc
  .constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  )
  .map((name) => new TimeZone(name));

describe('quarters of a local day', () => {
  it('begin where they are', () => {
    const time = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(zone, time, (local, at) => {
        const start = Math.floor(at / QUARTER_MS) * QUARTER_MS;
        const found = quarterStart(local.dayOf(start), quarterOfDay(start, local), local);
        // Of two quarters of the same name the first one is meant.
        const earlier = [start - DAY_MS / 24, start - DAY_MS / 48].filter(
          (other) =>
            local.dayOf(other) === local.dayOf(start) &&
            quarterOfDay(other, local) === quarterOfDay(start, local),
        );
        expect(found).toBe(Math.min(start, ...earlier));
      }),
      { numRuns: 500 },
    );
  });

  it('are left out or told twice where the clock changes', () => {
    const berlin = new TimeZone('Europe/Berlin');
    const quarters = (text: string): number[] => {
      const day = Date.parse(text) / DAY_MS;
      const hours = (berlin.dayStart(day + 1) - berlin.dayStart(day)) / QUARTER_MS;
      return Array.from({ length: hours }, (_, i) =>
        quarterOfDay(berlin.dayStart(day) + i * QUARTER_MS, berlin),
      );
    };
    expect(quarters('2026-03-29')).toHaveLength(92);
    expect(quarters('2026-03-29').slice(6, 10)).toEqual([6, 7, 12, 13]);
    expect(quarterStart(Date.parse('2026-03-29') / DAY_MS, 9, berlin)).toBeNaN();
    expect(quarters('2026-10-25')).toHaveLength(100);
    expect(quarters('2026-10-25').slice(8, 18)).toEqual([8, 9, 10, 11, 8, 9, 10, 11, 12, 13]);
    expect(quarterStart(Date.parse('2026-10-25') / DAY_MS, 9, berlin)).toBe(Date.UTC(2026, 9, 25, 0, 15));
  });
});
