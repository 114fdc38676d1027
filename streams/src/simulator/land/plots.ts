import { at, num } from '../at.ts';
import { fractal } from './noise.ts';
import type { Land, Point } from './partition.ts';
import { OUTSIDE, type Raster } from './raster.ts';
import { withRiver } from './river.ts';
import { tidy } from './tidy.ts';

/** The smallest kind of area: a town, or a grid of a town that is divided. */
export interface Plot {
  readonly county: number;
  readonly masts: readonly Point[];
  /** How far it reaches compared with others: towns in the country hold more land than those in a city. */
  readonly reach: number;
}

/** Squares over which borders of plots wander. */
const WANDER = 12;
const RAGGED = 0.45;

/**
 * Divides each county among its plots: a square goes to the plot with the nearest mast, by distances that vary from place
 * to place, so that borders wander while every mast stays in its plot.
 */
export function dividePlots(land: Land, plots: readonly Plot[], seed: number): Raster {
  const raster = divide(land, withRiver(land), plots, seed);
  // A river that cuts masts off from their county is not worth it.
  return everyMastIsHome(raster, plots) ? raster : divide(land, land.county, plots, seed);
}

function divide(land: Land, counties: Int16Array, plots: readonly Plot[], seed: number): Raster {
  const { width, height } = land;
  const label = new Int16Array(width * height).fill(OUTSIDE);
  const inCounty = land.cityOf.map((_, county) =>
    plots.flatMap((plot, index) => (plot.county === county ? [index] : [])),
  );
  for (let square = 0; square < label.length; square++) {
    const county = num(counties, square);
    if (county === OUTSIDE) continue;
    const point = { x: (square % width) + 0.5, y: Math.floor(square / width) + 0.5 };
    label[square] = nearestPlot(point, at(inCounty, county), plots, seed);
  }
  tidy(label, plots.length, (plot) => (plot < 0 ? OUTSIDE : at(plots, plot).county));
  return { width, height, label };
}

function everyMastIsHome({ width, label }: Raster, plots: readonly Plot[]): boolean {
  return plots.every(({ county, masts }) =>
    masts.every(({ x, y }) => {
      const plot = num(label, Math.floor(y) * width + Math.floor(x));
      return plot !== OUTSIDE && at(plots, plot).county === county;
    }),
  );
}

function nearestPlot(
  point: Point,
  candidates: readonly number[],
  plots: readonly Plot[],
  seed: number,
): number {
  let best = candidates[0] ?? OUTSIDE;
  let bestDistance = Infinity;
  for (const index of candidates) {
    const { masts, reach } = at(plots, index);
    let nearest = Infinity;
    for (const mast of masts) nearest = Math.min(nearest, (mast.x - point.x) ** 2 + (mast.y - point.y) ** 2);
    const wander = fractal(seed + index * 13, point.x / WANDER, point.y / WANDER, 4, 0.6);
    const distance = (Math.sqrt(nearest) * (1 + RAGGED * wander)) / reach;
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  }
  return best;
}
