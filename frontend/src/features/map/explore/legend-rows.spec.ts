import { describe, expect, it } from '@jest/globals';
import { legendRows, wrapped } from './legend-rows.ts';
import type { LegendGroup } from './legend.ts';

const SAMPLE = { kind: 'cell', shade: 2 } as const;
const group = (title: string, texts: readonly string[]): LegendGroup => ({
  title,
  entries: texts.map((text) => ({ text, sample: SAMPLE })),
});
const widthOf = (text: string): number => text.length;

describe('the legend of a picture', () => {
  it('begins a row for each group and goes on in another where there is no room', () => {
    const rows = legendRows([group('one', ['aaaa', 'bbbb', 'cccc']), group('two', ['d'])], 20, widthOf);
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['one', 'aaaa', 'bbbb'],
      ['cccc'],
      ['two', 'd'],
    ]);
    expect(rows.map(([first]) => first?.at)).toEqual([0, 0, 0]);
  });

  it('breaks what is said below it between its parts', () => {
    expect(wrapped(['scope', 'moment', 'age'], 16, widthOf)).toEqual(['scope  ·  moment', 'age']);
    expect(wrapped(['a very long part', 'b'], 8, widthOf)).toEqual(['a very long part', 'b']);
  });

  it('never writes one entry over another, nor over the edge', () => {
    const rows = legendRows(
      [
        group(
          'title',
          Array.from({ length: 30 }, (_, n) => 'x'.repeat(1 + (n % 5))),
        ),
      ],
      24,
      widthOf,
    );
    for (const row of rows) {
      const ends = row.map(({ at, text, sample }) => at + widthOf(text) + (sample === null ? 0 : 2.2));
      row.slice(1).forEach(({ at }, index) => expect(at).toBeGreaterThan(ends[index] ?? Infinity));
      expect(Math.max(...ends)).toBeLessThanOrEqual(24.001);
    }
  });
});
