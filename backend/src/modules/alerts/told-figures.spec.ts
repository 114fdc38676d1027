import { describe, expect, it } from '@jest/globals';
import { toldFigures } from './told-figures.ts';

describe('figures of an alert', () => {
  const people = { metric: { metric: 'hotspot-presence', step: '15m' } } as const;

  it('of fewer people than k are told as fewer, what is usual too', () => {
    const told = toldFigures({ value: 7, threshold: 136, ...people }, 10);
    expect(told).toEqual({ value: 0, threshold: 136, fewBelow: 10 });
    expect(toldFigures({ value: 13, threshold: 1, ...people }, 10)).toMatchObject({
      value: 13,
      threshold: 0,
    });
  });

  it('are told to the unit where k is 1, where they are no people, and where there are none', () => {
    const few = { value: 7, threshold: 9 };
    expect(toldFigures({ ...few, ...people }, 1)).toEqual({ ...few, fewBelow: 1 });
    const share = { metric: { metric: 'share-three-party', step: '1d' } } as const;
    expect(toldFigures({ value: 0.07, threshold: 0.7, ...share }, 10)).toMatchObject({
      value: 0.07,
      fewBelow: 1,
    });
    expect(toldFigures({ value: 7, threshold: null, metric: null }, 10)).toMatchObject({ value: 7 });
    expect(toldFigures({ value: null, threshold: null, ...people }, 10)).toMatchObject({ value: null });
  });
});
