import { describe, expect, it } from '@jest/globals';
import { chiSquareTail, eitherControl, sampleRatio } from './sample-ratio.ts';

describe('sample-ratio check', () => {
  // Tables of the chi-square distribution, one degree of freedom.
  it.each([
    [2.705543, 0.1],
    [3.841459, 0.05],
    [6.634897, 0.01],
    [10.827566, 0.001],
    [0.45493642, 0.5],
  ])('χ² of %d has the probability %d', (x, p) => {
    expect(chiSquareTail(x)).toBeCloseTo(p, 6);
  });

  it('finds the published mismatch of 821 588 against 815 482', () => {
    // Kohavi, Tang, Xu 2020, § 21: drawn 50 : 50, p = 1.8e-6.
    const { p, ok } = sampleRatio(815_482, 821_588, 0.5);
    expect(p).toBeCloseTo(1.8e-6, 7);
    expect(ok).toBe(false);
  });

  it('passes sizes that chance explains', () => {
    expect(sampleRatio(9_020, 980, 0.1)).toMatchObject({ ok: true, observedControlShare: 0.098 });
  });

  it('says nothing of too few', () => {
    expect(sampleRatio(30, 0, 0.1)).toEqual({ observedControlShare: 0, chiSquare: null, p: null, ok: null });
    expect(sampleRatio(0, 0, 0.1).observedControlShare).toBeNull();
    expect(sampleRatio(500, 0, 0).ok).toBeNull();
  });

  it('adds two independent control groups up without counting anybody twice', () => {
    expect(eitherControl(0, 0.1)).toBeCloseTo(0.1, 12);
    expect(eitherControl(0.1, 0.2)).toBeCloseTo(0.28, 12);
  });
});
