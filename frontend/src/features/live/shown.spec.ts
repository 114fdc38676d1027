import { describe, expect, it } from '@jest/globals';
import { drawnAt, leastSum, shownChange, shownRank, shownText } from './shown.ts';

describe('counts of people', () => {
  it('below k, or withheld, are said as such, in the place of the figure', () => {
    expect([1_284, 'few' as const, 'withheld' as const, null].map((count) => shownText(count, 10))).toEqual([
      '1\u202f284',
      '<10',
      '≥10',
      '—',
    ]);
  });

  it('are sorted below everything that is shown', () => {
    const counts = [12, 'few' as const, 300, null, 'withheld' as const];
    expect(counts.toSorted((a, b) => shownRank(b) - shownRank(a))).toEqual([
      300,
      12,
      'withheld',
      'few',
      null,
    ]);
  });

  it('are compared only when both are shown: one would follow from the other', () => {
    expect(shownChange(120, 100)).toBe('↑20\u202f%');
    expect(shownChange(16, 'few')).toBeNull();
    expect(shownChange('few', 16)).toBeNull();
    expect(shownChange(16, null)).toBeNull();
  });

  it('are drawn neither at zero nor as if they were known', () => {
    expect([7, 'few' as const, 'withheld' as const].map((count) => drawnAt(count, 10))).toEqual([7, 5, 10]);
  });

  it('add up as far as they are shown', () => {
    expect(leastSum([30, 'few', 12, null])).toEqual({ sum: 42, more: true });
    expect(leastSum([30, 12])).toEqual({ sum: 42, more: false });
  });
});
