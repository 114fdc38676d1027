/** A counter of a window that may still be running. */
export interface Windowed<T> {
  /** Start of the window, epoch milliseconds. */
  readonly start: number;
  readonly value: T;
}

/** The newest window and the last whole one. */
export interface WindowPair<T> {
  readonly running: Windowed<T>;
  /** As it was last seen before the next window began; null until one has been seen to end. */
  readonly whole: Windowed<T> | null;
}

/**
 * Follows a counter that starts again with each window, so that the wall can show whole windows: a running one begins
 * at nothing, which would look like a fall.
 */
export function followWindow<T>(pair: WindowPair<T> | undefined, next: Windowed<T>): WindowPair<T> {
  if (pair === undefined || next.start < pair.running.start) return { running: next, whole: null };
  return { running: next, whole: next.start > pair.running.start ? pair.running : pair.whole };
}
