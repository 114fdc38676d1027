import type { LegendGroup, Sample } from './legend.ts';
import { SAMPLE_UNITS } from './paint-sample.ts';

/** A title, which has no sample, or an entry of a legend. `at` is where it begins along its row, in units. */
export interface LegendItem {
  readonly at: number;
  readonly text: string;
  readonly sample: Sample | null;
}

export type LegendRow = readonly LegendItem[];

const GAP = 1.1;
const BETWEEN = '  ·  ';
/** Where the text of an entry begins. */
export const TEXT_AFTER_SAMPLE = SAMPLE_UNITS + 0.4;

/** Texts in lines of at most a width, broken between their parts; a part that is longer stands alone. */
export function wrapped(
  parts: readonly string[],
  width: number,
  widthOf: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last}${BETWEEN}${part}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/** A legend in rows of at most a width: each group begins one, and what does not fit goes on in the next. All in units. */
export function legendRows(
  groups: readonly LegendGroup[],
  width: number,
  widthOf: (text: string) => number,
): readonly LegendRow[] {
  const rows: LegendItem[][] = [];
  for (const { title, entries } of groups) {
    let row: LegendItem[] = [{ at: 0, text: title, sample: null }];
    rows.push(row);
    let at = widthOf(title) + GAP;
    for (const { text, sample } of entries) {
      const size = TEXT_AFTER_SAMPLE + widthOf(text);
      if (at + size > width) {
        row = [];
        rows.push(row);
        at = 0;
      }
      row.push({ at, text, sample });
      at += size + GAP;
    }
  }
  return rows;
}
