import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ShownCount } from '@tidewall/streams';
import { LocalTime } from '../calendar/index.ts';
import { hourlyRanges } from './hourly-ranges.ts';
import {
  bandInSteps,
  besideShown,
  shownAlone,
  shownStudents,
  stepsBetween,
  stepsOf,
} from './privacy/index.ts';
import { shownNewcomers, shownOfCampus } from './shown-campuses.ts';
import { shownFlows } from './shown-flows.ts';

const K = 10;

describe('what is shown besides counts by area', () => {
  it('hides figures about people with the people', () => {
    expect(besideShown(57, 12)).toBe(57);
    expect(besideShown(57, 'few')).toBeNull();
    expect(besideShown(57, 'withheld')).toBeNull();
    expect(besideShown(57, null)).toBeNull();
  });

  it('hides students where few are, and where few are none', () => {
    expect(shownStudents(7, 60, K)).toBe('few');
    expect(shownStudents(53, 60, K)).toBe('withheld');
    expect(shownStudents(50, 60, K)).toBe(50);
    expect(shownStudents(3, 5, 1)).toBe(3);
  });

  it('shows edges of ranges in whole steps', () => {
    expect(bandInSteps({ low: 7.2, median: 19.9, high: 31 }, K)).toEqual([0, 10, 30]);
  });

  it('shows everything when k is 1', () => {
    expect(shownAlone(0, 1)).toBe(0);
    expect(stepsOf(17, 1)).toBe(17);
    expect(shownFlows(new Map([['a/b', 1]]), 1).flows).toEqual([
      { fromAreaId: 'a', toAreaId: 'b', count: 1 },
    ]);
    expect(shownNewcomers(new Map([['h', 0]]), 1)).toEqual({ total: 0, byCampus: new Map([['h', 0]]) });
  });

  it('leaves out flows of few, and counts them in the sum of their origin', () => {
    const flows = new Map([
      ['44/4101', 7],
      ['44/4102', 8],
      ['44/4103', 48],
      ['44/4104', 52],
      ['45/4101', 3],
    ]);
    expect(shownFlows(flows, K)).toEqual({
      flows: [{ fromAreaId: '44', toAreaId: '4104', count: 50 }],
      origins: [{ areaId: '44', count: 110 }],
    });
  });

  it('sums newcomers up over campuses without telling those of one', () => {
    const shown = shownNewcomers(new Map(Object.entries({ a: 7, b: 31, c: 44 })), K);
    expect(shown.total).toBe(80);
    expect(Object.fromEntries(shown.byCampus)).toEqual({ a: 'few', b: 'withheld', c: 40 });
  });

  it('judges each window of a campus by its own people', () => {
    const row = {
      startMs: 0,
      subscribers: 9,
      students: 2,
      rivals: 12,
      ownNewcomers: 25,
      signalling: 80,
      usage: 4,
      calls: 3,
      sms: 1,
      bytes: 9_000,
      voiceSeconds: 60,
    };
    expect(shownOfCampus(row, 'subscribers', K)).toBe('few');
    expect(shownOfCampus(row, 'calls', K)).toBe('withheld');
    expect(shownOfCampus({ ...row, subscribers: 40 }, 'calls', K)).toBe(3);
    expect(shownOfCampus(row, 'rivals', K)).toBe(12);
    expect(shownOfCampus(row, 'ownNewcomers', K)).toBe(20);
    expect(shownOfCampus(row, 'subscribers', 1)).toBe(9);
  });
});

describe('what came between two looks', () => {
  it('is whole steps of what was shown, and few without a step', () => {
    expect(stepsBetween('few', 30, K)).toBe(30);
    expect(stepsBetween(30, 50, K)).toBe(20);
    expect(stepsBetween(50, 50, K)).toBe('few');
    expect(stepsBetween(50, 'few', K)).toBe('few');
    expect(stepsBetween('withheld', 50, K)).toBe('withheld');
    expect(stepsBetween(3, 3, 1)).toBe(0);
  });

  it('is less than one step off, and adds up to what the day shows', () => {
    const hours = fc.array(fc.nat(60), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(hours, (came) => {
        let [sum, before]: [number, ShownCount] = [0, 'few'];
        let shownSum = 0;
        for (const count of came) {
          sum += count;
          const after = stepsOf(shownAlone(sum, K), K);
          const between = stepsBetween(before, after, K);
          const floor = typeof between === 'number' ? between : 0;
          expect(Math.abs(count - floor)).toBeLessThan(K);
          shownSum += floor;
          before = after;
        }
        expect(shownSum).toBe(Math.floor(sum / K) * K);
      }),
    );
  });
});

describe('the usual range of a day so far', () => {
  const local = new LocalTime('Asia/Shanghai');
  const start = Date.parse('2026-02-01T00:00:00+08:00');
  const day = (index: number, count: number) => [start + index * 86_400_000 + 9 * 3_600_000, count] as const;

  it('is of whole days, in whole steps; hours without anybody count nothing', () => {
    const ranges = hourlyRanges(
      [0, 1, 2, 3, 4, 5].map((index) => day(index, 40 + index)),
      local,
      K,
    );
    expect(ranges).toHaveLength(24);
    expect(ranges[8]).toEqual([9, 0, 0, 0]);
    expect(ranges[9]).toEqual([10, 40, 40, 40]);
    expect(ranges[23]).toEqual([24, 40, 40, 40]);
  });

  it('is unknown with fewer than five', () => {
    expect(
      hourlyRanges(
        [0, 1, 2, 3, 4].map((index) => day(index, 40)),
        local,
        K,
      ),
    ).toEqual([]);
  });
});
