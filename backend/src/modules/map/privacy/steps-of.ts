import type { ShownCount } from './protect-counts.ts';

/**
 * A count that grows during the day, in whole steps of k: what came between two looks at it cannot be told when it was
 * less than k.
 */
export function stepsOf(shown: ShownCount, k: number): ShownCount {
  return typeof shown === 'number' ? Math.floor(shown / k) * k : shown;
}

/** A single count that nothing shown adds up to. */
export function shownAlone(count: number, k: number): ShownCount {
  return count < k ? 'few' : count;
}
