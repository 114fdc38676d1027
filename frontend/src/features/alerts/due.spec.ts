import { describe, expect, it } from '@jest/globals';
import { spanParts, urgency } from './due.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const said = (ms: number): string =>
  spanParts(ms)
    .map(({ n, unit }) => `${n} ${unit}`)
    .join(' ');

describe('a span of time', () => {
  it('is said in the two largest units', () => {
    expect(said(3 * HOUR + 20 * MINUTE)).toBe('3 hours 20 minutes');
    expect(said(53 * HOUR)).toBe('2 days 5 hours');
    expect(said(2 * HOUR)).toBe('2 hours');
  });

  it('is said alike before and after', () => {
    expect(said(-90 * MINUTE)).toBe('1 hours 30 minutes');
  });

  it('is a minute at least, and carries what it rounds', () => {
    expect(said(4_000)).toBe('1 minutes');
    expect(said(HOUR - 4_000)).toBe('1 hours');
    expect(said(24 * HOUR - 4_000)).toBe('1 days');
  });
});

describe('how pressing a due time is', () => {
  it('is soon when less than a quarter of the time is left', () => {
    expect(urgency(100, 0, 70)).toBe('later');
    expect(urgency(100, 0, 76)).toBe('soon');
    expect(urgency(100, 0, 100)).toBe('past');
    expect(urgency(null, 0, 100)).toBe('none');
  });
});
