import type { DayCurveInput } from './day-curve.ts';
import type { DayProfile } from './day-profile.ts';
import { PALETTE } from './palette.ts';

/** Least height of the strip in parts of the axis, lest it is a line. */
const LEAST_HEIGHT = 0.07;
/** A stretch shorter than this has no room for its text. */
const LABELLED_MS = 1.5 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** A usual range below k reaches up to it: that is all that is told of it. */
export function withWidestFew({ profile, few }: DayCurveInput): DayProfile {
  if (few === undefined) return profile;
  const band = profile.band.map(
    ([x, low, median, high]) => [x, low, median, Math.max(high, few.below)] as const,
  );
  return { ...profile, band };
}

/** Stretches of today in which fewer than k are counted, as `[from, to]`. */
export function fewStretches({
  profile,
  few,
  windowMs,
}: DayCurveInput): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  if (few === undefined) return stretches;
  for (const [x, value] of profile.today) {
    if (value >= few.below) continue;
    const last = stretches.at(-1);
    const [from, to] = [Math.max(0, x - windowMs / 2), Math.min(DAY_MS, x + windowMs / 2)];
    if (last !== undefined && from <= last[1] + 1) last[1] = to;
    else stretches.push([from, to]);
  }
  return stretches;
}

/** The strip of fewer than k, neither a gap nor zero; `max` is the end of the axis. */
export function hiddenSeries(input: DayCurveInput, max: number): object[] {
  const { few, unit } = input;
  if (few === undefined) return [];
  const height = Math.max(few.below, max * LEAST_HEIGHT);
  const stretches = fewStretches(input);
  const longest = Math.max(0, ...stretches.map(([from, to]) => to - from));
  const data = stretches.flatMap(([from, to], index) => {
    const labelled = to - from === longest && longest >= LABELLED_MS;
    const middle = { value: [(from + to) / 2, height], ...(labelled ? labelOf(few.text, unit) : {}) };
    const end = { value: [to, height] };
    // A break, so that stretches do not run into each other.
    return [
      { value: [from, height] },
      middle,
      end,
      ...(index < stretches.length - 1 ? [{ value: [to, null] }] : []),
    ];
  });
  return [
    {
      id: 'few',
      type: 'line',
      silent: true,
      showAllSymbol: true,
      symbol: 'circle',
      symbolSize: 0,
      data,
      lineStyle: { width: 0 },
      areaStyle: { color: PALETTE.structure, opacity: 0.45 },
      z: 1,
    },
  ];
}

function labelOf(text: string, unit: number): object {
  return {
    label: {
      show: true,
      position: 'top',
      distance: unit * 0.25,
      formatter: text,
      color: PALETTE.inkSoft,
      fontSize: unit,
      textBorderColor: PALETTE.tile,
      textBorderWidth: unit * 0.25,
    },
  };
}
