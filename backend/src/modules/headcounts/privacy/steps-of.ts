import type { ShownCount } from '@tidewall/streams';

/** The whole steps of k that a count holds; 0 stands for fewer than k. */
export function wholeSteps(count: number, k: number): number {
  return Math.floor(count / k) * k;
}

/**
 * A count that grows during the day, in whole steps of k: what came between two looks at it cannot be told when it was
 * less than k.
 */
export function stepsOf(shown: ShownCount, k: number): ShownCount {
  return typeof shown === 'number' ? wholeSteps(shown, k) : shown;
}

/**
 * What came between two looks at a count that grows, from what is shown of it then and now: in whole steps of k, and
 * less than one step off either way. `few`: no step was taken.
 */
export function stepsBetween(before: ShownCount, after: ShownCount, k: number): ShownCount {
  if (before === 'withheld' || after === 'withheld') return 'withheld';
  const floor = (shown: number | 'few'): number => (shown === 'few' ? 0 : shown);
  return shownAlone(Math.max(0, floor(after) - floor(before)), k);
}

/** A single count that nothing shown adds up to; with a `k` of 1 it is shown whatever it is. */
export function shownAlone(count: number, k: number): ShownCount {
  return k > 1 && count < k ? 'few' : count;
}

/** Figures about people whose own count is hidden are hidden with it. */
export function besideShown(figure: number, people: ShownCount | null): number | null {
  return typeof people === 'number' ? figure : null;
}

/** The students among the people of a campus: hidden, too, where those who are none are few. */
export function shownStudents(students: number, subscribers: number, k: number): ShownCount {
  if (k <= 1) return students;
  if (students < k) return 'few';
  return subscribers - students < k ? 'withheld' : students;
}

/** Edges of a usual range in whole steps of k, as they are shown: 0 stands for fewer than k. */
export function bandInSteps(
  { low, median, high }: { readonly low: number; readonly median: number; readonly high: number },
  k: number,
): readonly [number, number, number] {
  return [wholeSteps(low, k), wholeSteps(median, k), wholeSteps(high, k)];
}
