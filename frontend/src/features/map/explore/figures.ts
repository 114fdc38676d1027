import { formatCount, formatShare } from '../../../i18n/format.ts';
import type { ShownCount, UsualBand } from './map-dto.ts';

/** What a figure says in a few characters; `stepped`: it is shown in whole steps of k, so that 120 means 120 to 129. */
export function countText(count: ShownCount | null, k: number, stepped = false): string {
  if (count === null) return '—';
  if (count === 'few') return `<${String(k)}`;
  if (count === 'withheld') return `≥${String(k)}`;
  return stepped ? `${formatCount(count)}+` : formatCount(count);
}

/** "1 100–1 400": the usual range, whose edges come in whole steps of k. */
export function bandText(band: UsualBand | null, k: number): string {
  if (band === null) return '—';
  const [low, , high] = band;
  const edge = (value: number): string => (value < k ? `<${String(k)}` : formatCount(value));
  // Up to less than two steps.
  if (low < k && high === k) return `<${formatCount(2 * k)}`;
  return low === high ? edge(low) : `${edge(low)}–${edge(high)}`;
}

export function shareText(share: number | null): string {
  return share === null ? '—' : `${formatShare(share)}\u202f%`;
}

/** Where a figure stands in a sorted list: what is not shown below everything that is. */
export function rankOf(count: ShownCount | null): number {
  if (count === null) return -3;
  if (count === 'few') return -2;
  return count === 'withheld' ? -1 : count;
}

/** Against its usual range, with room for the steps in which the range is shown; null: nothing can be said. */
export function against(
  count: ShownCount | null,
  band: UsualBand | null,
  k: number,
): 'below' | 'above' | 'within' | null {
  if (typeof count !== 'number' || band === null) return null;
  const [low, , high] = band;
  if (count < low) return 'below';
  return count >= high + k ? 'above' : 'within';
}
