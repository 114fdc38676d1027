import { describe, expect, it } from '@jest/globals';
import { newestWindow } from './newest-window.ts';

const HOUR = 3_600_000;

describe('the newest whole window', () => {
  const day = {
    today: [
      [HOUR, 40],
      [2 * HOUR, 50],
    ],
    running: [3 * HOUR, 7],
    yesterday: [
      [HOUR, 30],
      [2 * HOUR, 45],
      [3 * HOUR, 60],
    ],
    band: [
      [HOUR, 20, 30, 40],
      [2 * HOUR, 35, 42, 52],
    ],
  } as const;

  it('stands beside the same one of yesterday and the usual range of then', () => {
    expect(newestWindow(day)).toEqual({ value: 50, yesterday: 45, usual: [35, 52] });
  });

  it('has nothing to be compared with where there is too little history', () => {
    expect(newestWindow({ ...day, yesterday: [], band: [] })).toEqual({
      value: 50,
      yesterday: null,
      usual: null,
    });
  });

  it('is not there before the first one of the day has ended', () => {
    expect(newestWindow({ ...day, today: [] })).toBeNull();
  });
});
