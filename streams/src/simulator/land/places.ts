import { at, num } from '../at.ts';
import type { PlaceName } from '../names.ts';
import { Rng, hash } from '../rng.ts';
import type { Land, Point } from './partition.ts';
import { OUTSIDE } from './raster.ts';

const { floor, hypot, max, min, round, sqrt } = Math;

export const WEST = 111.1;
export const SOUTH = 29.05;
/** Degrees a square: near enough to equal lengths at 30° north. */
export const STEP_X = 0.0079;
export const STEP_Y = 0.0069;

/** Longitude and latitude of a place on the raster. */
export function degrees({ x, y }: Point): readonly [number, number] {
  const round = (value: number): number => Math.round(value * 1e5) / 1e5;
  return [round(WEST + x * STEP_X), round(SOUTH + y * STEP_Y)];
}

export interface Town {
  readonly county: number;
  readonly name: PlaceName;
  readonly centre: Point;
  /** Share of the county's people. */
  readonly weight: number;
  readonly seat: boolean;
  /** Centres of the town's grids; empty when the town is not divided. */
  readonly grids: readonly Point[];
}

export interface Site {
  readonly town: number;
  readonly position: Point;
  /** Radio cells on the mast. */
  readonly sectors: number;
}

/** Squares with at least `margin` squares of the same county all around, so that smoothed borders keep them inside. */
export class Interior {
  readonly #land: Land;
  readonly #squares: readonly (readonly number[])[];
  readonly #deep: Uint8Array;

  constructor(land: Land, margin = 3) {
    this.#land = land;
    this.#deep = new Uint8Array(land.county.length);
    const squares: number[][] = land.cityOf.map(() => []);
    for (let i = 0; i < land.county.length; i++) {
      const county = num(land.county, i);
      if (county === OUTSIDE || !this.#surrounded(i, county, margin)) continue;
      this.#deep[i] = 1;
      squares[county]?.push(i);
    }
    this.#squares = squares;
  }

  #surrounded(square: number, county: number, margin: number): boolean {
    const { width, county: label } = this.#land;
    for (let dy = -margin; dy <= margin; dy++)
      for (let dx = -margin; dx <= margin; dx++) if (label[square + dy * width + dx] !== county) return false;
    return true;
  }

  contains(county: number, point: Point): boolean {
    const square = floor(point.y) * this.#land.width + floor(point.x);
    return this.#deep[square] === 1 && this.#land.county[square] === county;
  }

  /** A random point inside the county. */
  any(county: number, rng: Rng): Point {
    const square = rng.pick(at(this.#squares, county));
    return {
      x: (square % this.#land.width) + rng.next(),
      y: floor(square / this.#land.width) + rng.next(),
    };
  }

  /** A point scattered around `centre` that stays inside; the centre itself if none is found. */
  near(county: number, centre: Point, spread: number, rng: Rng): Point {
    for (let attempt = 0; attempt < 40; attempt++) {
      const point = { x: centre.x + rng.normal() * spread, y: centre.y + rng.normal() * spread };
      if (this.contains(county, point)) return point;
    }
    return centre;
  }

  /** The inside point closest to a wanted one. */
  closest(county: number, wanted: Point): Point {
    let best: Point = wanted;
    let bestDistance = Infinity;
    for (const square of at(this.#squares, county)) {
      const point = { x: (square % this.#land.width) + 0.5, y: floor(square / this.#land.width) + 0.5 };
      const distance = (point.x - wanted.x) ** 2 + (point.y - wanted.y) ** 2;
      if (distance >= bestDistance) continue;
      [best, bestDistance] = [point, distance];
    }
    return best;
  }
}

/** Towns of every county: the seat near its middle, three to six others well apart from each other. */
export function createTowns(land: Land, interior: Interior, seed: number, name: () => PlaceName): Town[] {
  const towns: Town[] = [];
  for (let county = 0; county < land.cityOf.length; county++) {
    const rng = new Rng(hash(seed, 11, county));
    const centres = [interior.closest(county, at(land.centres, county))];
    const count = rng.between(3, 6);
    while (centres.length < count) centres.push(farFrom(centres, interior, county, rng));
    const citySeat = land.seatOf.includes(county);
    centres.forEach((centre, i) => {
      const weight = i === 0 ? (citySeat ? 0.62 : 0.42) : 0.6 / count;
      const grids = i === 0 && citySeat ? gridCentres(interior, county, centre, rng) : [];
      towns.push({ county, name: name(), centre, weight, seat: i === 0, grids });
    });
  }
  return towns;
}

function farFrom(centres: readonly Point[], interior: Interior, county: number, rng: Rng): Point {
  let best = interior.any(county, rng);
  let bestDistance = -1;
  for (let attempt = 0; attempt < 12; attempt++) {
    const point = interior.any(county, rng);
    const distance = min(...centres.map((c) => hypot(c.x - point.x, c.y - point.y)));
    if (distance <= bestDistance) continue;
    [best, bestDistance] = [point, distance];
  }
  return best;
}

function gridCentres(interior: Interior, county: number, centre: Point, rng: Rng): Point[] {
  return Array.from({ length: 4 }, () => interior.near(county, centre, 2.4, rng));
}

/** Masts: dense around seats, thin in the country; about `cells` radio cells in all, every town has at least two masts. */
export function createSites(
  towns: readonly Town[],
  countyWeight: readonly number[],
  interior: Interior,
  seed: number,
  cells: number,
): Site[] {
  const share = (town: Town): number => town.weight * sqrt(at(countyWeight, town.county));
  const total = towns.reduce((sum, town) => sum + share(town), 0);
  return towns.flatMap((town, index) => {
    const rng = new Rng(hash(seed, 13, index));
    const wanted = max(4, round((cells * share(town)) / total));
    const sites: Site[] = [];
    for (let made = 0; made < wanted;) {
      const sectors = min(wanted - made, rng.between(1, 3));
      const spread = town.seat ? 3.2 : 5;
      const position = made === 0 ? town.centre : interior.near(town.county, town.centre, spread, rng);
      sites.push({ town: index, position, sectors });
      made += sectors;
    }
    return sites;
  });
}
