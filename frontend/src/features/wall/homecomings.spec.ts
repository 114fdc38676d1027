import { describe, expect, it } from '@jest/globals';
import { fewStretches, hiddenSeries, withWidestFew } from '../../charts/few-strip.ts';
import { homecomingProfile } from './homecoming-profile.ts';

const HOUR_MS = 3_600_000;
const timeZone = 'Asia/Shanghai';
const today = Date.parse('2026-02-10T00:00:00+08:00');
const yesterday = today - 24 * HOUR_MS;
const known = {
  today: [
    [today + HOUR_MS, 'few'],
    [today + 2 * HOUR_MS, 'few'],
    [today + 3 * HOUR_MS, 30],
  ] as const,
  yesterday: [[yesterday + 24 * HOUR_MS, 90]] as const,
  usual: [[1, 0, 0, 0] as const, [2, 0, 10, 20] as const],
  days: [],
};
const now = { at: 3.5 * HOUR_MS, count: 40 } as const;

describe('the day of homecomings as it grows', () => {
  it('begins at midnight and ends with what there is now', () => {
    expect(homecomingProfile(known, now, 10, timeZone).today).toEqual([
      [0, 5],
      [HOUR_MS, 5],
      [2 * HOUR_MS, 5],
      [3 * HOUR_MS, 30],
      [3.5 * HOUR_MS, 40],
    ]);
    expect(homecomingProfile({ ...known, today: [] }, now, 1, timeZone).today).toEqual([
      [0, 0],
      [3.5 * HOUR_MS, 40],
    ]);
  });

  it('has the end of yesterday at the end of the day', () => {
    expect(homecomingProfile(known, now, 10, timeZone).yesterday.at(-1)).toEqual([24 * HOUR_MS, 90]);
  });

  it('is a strip as long as there are fewer than k, and its usual range reaches up to k', () => {
    const input = {
      profile: homecomingProfile(known, now, 10, timeZone),
      windowMs: HOUR_MS,
      now: now.at,
      unit: 16,
      labels: { today: '', yesterday: '', usual: '' },
      small: false,
      abnormal: false,
    };
    const few = { below: 10, text: '<10' };
    expect(fewStretches({ ...input, few })).toEqual([[0, 2.5 * HOUR_MS]]);
    expect(fewStretches(input)).toEqual([]);
    expect(JSON.stringify(hiddenSeries({ ...input, few }, 100))).toContain('<10');
    expect(hiddenSeries(input, 100)).toEqual([]);
    expect(withWidestFew({ ...input, few }).band.map(([, , , high]) => high)).toEqual([10, 10, 20]);
  });
});
