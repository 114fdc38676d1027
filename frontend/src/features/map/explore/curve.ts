import type { MapSeriesDto, ShownCount } from './map-dto.ts';

/** A curve in a box of `width` by `height` with y downwards, as SVG path data. */
export interface CurvePaths {
  readonly line: string;
  readonly band: string;
  readonly before: string;
  readonly threshold: number | null;
  /** Greatest value of the axis. */
  readonly top: number;
  /** Height of k, below which nothing is drawn. */
  readonly few: number;
  /** Stretches where figures are fewer than k or withheld: [from, to] along x. */
  readonly hidden: readonly (readonly [number, number])[];
}

interface CurveInput extends MapSeriesDto {
  readonly threshold?: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly k: number;
  readonly width: number;
  readonly height: number;
}

export function curvePaths(input: CurveInput): CurvePaths {
  const { points, band, before, threshold, fromMs, toMs, k, width, height } = input;
  const values = [
    ...numbers(points),
    ...numbers(before),
    ...band.map(([, [, , high]]) => high),
    threshold ?? 0,
  ];
  const top = niceTop(Math.max(k, ...values), threshold !== undefined);
  const x = (ms: number): number => round(((ms - fromMs) / Math.max(1, toMs - fromMs)) * width);
  const y = (value: number): number => round(height - (value / top) * height);
  const upper = band.map(([ms, [, , high]]) => `${String(x(ms))},${String(y(high))}`);
  const lower = band.map(([ms, [low]]) => `${String(x(ms))},${String(y(low))}`).toReversed();
  return {
    line: linePath(points, x, y),
    before: linePath(before, x, y),
    band: upper.length < 2 ? '' : `M${[...upper, ...lower].join('L')}Z`,
    threshold: threshold === undefined ? null : y(threshold),
    top,
    few: y(k),
    hidden: hiddenSpans(points, x),
  };
}

function numbers(points: MapSeriesDto['points']): readonly number[] {
  return points.flatMap(([, value]) => (typeof value === 'number' ? [value] : []));
}

/** A line through the figures that are shown, broken where one is not. */
function linePath(
  points: readonly (readonly [number, ShownCount])[],
  x: (ms: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let pen = false;
  for (const [ms, value] of points) {
    if (typeof value === 'number') path += `${pen ? 'L' : 'M'}${String(x(ms))},${String(y(value))}`;
    pen = typeof value === 'number';
  }
  return path;
}

function hiddenSpans(
  points: MapSeriesDto['points'],
  x: (ms: number) => number,
): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  const step = (points[1]?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  for (const [ms, value] of points) {
    if (typeof value === 'number') continue;
    const last = spans.at(-1);
    const [from, to] = [x(ms), x(ms + step)];
    if (last !== undefined && from - last[1] < 0.5) last[1] = to;
    else spans.push([from, to]);
  }
  return spans;
}

/** 1, 2 or 5 times a power of ten; of shares their whole. */
function niceTop(value: number, isShare: boolean): number {
  if (isShare) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 5, 7.5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
