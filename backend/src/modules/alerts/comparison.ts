import { median } from '../indicators/index.ts';

/** Event time in epoch milliseconds, and a figure. */
export type Points = readonly (readonly [number, number])[];

/** Of fewer places than this a median would say what one of them is. */
const LEAST_PLACES = 3;

/** The median of several curves, at each time at which enough of them have a figure; oldest first. */
export function medianCurve(curves: readonly Points[], least = LEAST_PLACES): Points {
  const byTime = new Map<number, number[]>();
  for (const points of curves)
    for (const [at, value] of points) {
      const values = byTime.get(at);
      if (values === undefined) byTime.set(at, [value]);
      else values.push(value);
    }
  return [...byTime]
    .filter(([, values]) => values.length >= least)
    .map(([at, values]) => [at, median(values)] as const)
    .sort(([a], [b]) => a - b);
}
