import { describe, expect, it } from '@jest/globals';
import { fidelityOf } from './fidelity.ts';

describe('fidelity', () => {
  it('counts what is found again, at another time, or on one side only', () => {
    const stored = [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const;
    const rerun = [
      ['a', 1],
      ['b', 9],
      ['d', 4],
    ] as const;
    expect(fidelityOf(stored, rerun)).toEqual({
      stored: 3,
      rerun: 3,
      same: 1,
      otherTime: 1,
      onlyStored: 1,
      onlyRerun: 1,
      share: 0.25,
    });
  });

  it('is whole when there is nothing', () => {
    expect(fidelityOf([], []).share).toBe(1);
  });
});
