import type { ShownCount } from '@tidewall/streams/events';
import { formatChange, formatCount } from '../../i18n/format.ts';

/** "1 284"; "<10" for fewer than k, "≥10" where it is withheld to protect another; "—" where nothing is known. */
export function shownText(count: ShownCount | null, k: number): string {
  if (count === null) return '—';
  if (count === 'few') return `<${String(k)}`;
  return count === 'withheld' ? `≥${String(k)}` : formatCount(count);
}

/** Where a count stands in a sorted list: what is not shown below everything that is. */
export function shownRank(count: ShownCount | null): number {
  if (count === null) return -3;
  if (count === 'few') return -2;
  return count === 'withheld' ? -1 : count;
}

/** Where a count is drawn: what is few in the middle of what it may be, what is withheld at its least. */
export function drawnAt(count: ShownCount, k: number): number {
  if (count === 'few') return k / 2;
  return count === 'withheld' ? k : count;
}

/** How a count compares with another; null unless both are shown: with one of them the other would be, too. */
export function shownChange(value: ShownCount | null, reference: ShownCount | null): string | null {
  if (typeof value !== 'number' || typeof reference !== 'number') return null;
  return formatChange(value, reference);
}

export interface LeastSum {
  /** Of those that are shown. */
  readonly sum: number;
  /** Some are not: there are more. */
  readonly more: boolean;
}

export function leastSum(counts: readonly (ShownCount | null)[]): LeastSum {
  const shown = counts.filter((count) => typeof count === 'number');
  return { sum: shown.reduce((sum, count) => sum + count, 0), more: shown.length < counts.length };
}
