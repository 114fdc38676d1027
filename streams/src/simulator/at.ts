/** Element of an array that is known to be there; a loud error instead of a silent `undefined` when it is not. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${index} of ${items.length}`);
  return item;
}

/** Element of a typed array; 0 past its end (typed arrays hold no `undefined`). */
export function num(items: ArrayLike<number>, index: number): number {
  return items[index] ?? 0;
}
