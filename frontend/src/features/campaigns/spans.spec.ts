import { describe, expect, it } from '@jest/globals';
import { differenceScale, shareScale } from './effect-scale.ts';
import { clockOfMinute, minuteOfClock, spanMs, spanOf } from './spans.ts';

describe('spans', () => {
  it('are shown in the largest unit that is whole', () => {
    expect(spanOf(900_000)).toEqual({ n: 15, unit: 'minutes' });
    expect(spanOf(5_400_000)).toEqual({ n: 90, unit: 'minutes' });
    expect(spanOf(86_400_000)).toEqual({ n: 1, unit: 'days' });
    expect(spanMs(36, 'hours')).toBe(129_600_000);
  });

  it('of the day are clocks', () => {
    expect([0, 1_290, 1_440].map(clockOfMinute)).toEqual(['00:00', '21:30', '24:00']);
    expect([minuteOfClock('21:30'), minuteOfClock('soon')]).toEqual([1_290, null]);
  });
});

describe('scales of an effect', () => {
  const arm = (share: number | null, high: number) => ({
    subjects: 1_000,
    successes: 30,
    share,
    interval: [0, high] as const,
  });

  it('reach a round share beyond both intervals', () => {
    expect(shareScale({ treated: arm(0.03, 0.043), control: arm(0.02, 0.035) })).toBeCloseTo(0.05);
    expect(shareScale({ treated: arm(0.9, 0.97), control: arm(null, 0) })).toBe(1);
  });

  it('of differences are the same on both sides of none', () => {
    expect(differenceScale([-0.004, 0.016])).toBeCloseTo(0.02);
    expect(differenceScale(null)).toBeCloseTo(0.01);
  });
});
