import { wilsonInterval } from '@tidewall/streams';

export interface Share {
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Share of new customers with its Wilson 95 % interval; null while nothing is counted. */
export function shareOf(ownNew: number, rivalNew: number): Share {
  const n = ownNew + rivalNew;
  return n === 0
    ? { share: null, interval: null }
    : { share: ownNew / n, interval: wilsonInterval(ownNew, n) };
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
