import { describe, expect, it } from '@jest/globals';
import { lineStarts, sliceOf } from './feed-slice.ts';

const text = 'h1,h2\na,1\nbb,2\nc,3\n';
const bytes = new TextEncoder().encode(text);
const hour = {
  feed: 'usage',
  bytes,
  arrival: new Float64Array([10, 10, 20]),
  lineStart: lineStarts(bytes, 3),
} as const;
const slice = (from: number, to: number): string | null => {
  const found = sliceOf(hour, from, to);
  return found === null ? null : new TextDecoder().decode(found);
};

describe('slices of an hour', () => {
  it('hold the header and the events handed over in their time', () => {
    expect(slice(0, 100)).toBe(text);
    expect(slice(0, 20)).toBe('h1,h2\na,1\nbb,2\n');
    expect(slice(20, 21)).toBe('h1,h2\nc,3\n');
  });

  it('are nothing when nothing was handed over', () => {
    expect(slice(0, 10)).toBeNull();
    expect(slice(11, 20)).toBeNull();
    expect(slice(21, 100)).toBeNull();
  });

  it('together hold each event once', () => {
    const parts = [0, 5, 10, 15, 20].map((from) => slice(from, from + 5)).filter((part) => part !== null);
    expect(parts.map((part) => part.replace('h1,h2\n', '')).join('')).toBe('a,1\nbb,2\nc,3\n');
  });
});
