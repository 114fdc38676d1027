import { at, num } from '../at.ts';
import { Rng, hash } from '../rng.ts';
import { fractal } from './noise.ts';
import { HEIGHT, OUTSIDE, WIDTH } from './raster.ts';
import { tidy } from './tidy.ts';

const { hypot, min } = Math;

/** The land as a raster: each square belongs to one county or to the outside (−1). Row 0 is the south. */
export interface Land {
  readonly width: number;
  readonly height: number;
  readonly county: Int16Array;
  /** City of each county. */
  readonly cityOf: readonly number[];
  /** The county in which each city has its seat. */
  readonly seatOf: readonly number[];
  /** Where each county has its seat, in squares. */
  readonly centres: readonly Point[];
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws counties and cities until every city holds together and has at least three counties. */
export function createLand(seed: number, cities: number, counties: number): Land {
  for (let attempt = 0; attempt < 200; attempt++) {
    const land = attemptLand(hash(seed, attempt, 77), cities, counties);
    if (land !== null) return land;
  }
  throw new Error(`no land with ${cities} cities and ${counties} counties for seed ${seed}`);
}

function attemptLand(seed: number, cities: number, counties: number): Land | null {
  const inside = coastline(seed);
  const centres = relax(inside, seed, counties);
  const grouping = groupCounties(centres, cities);
  if (grouping === null) return null;
  const county = assign(inside, centres, grouping.seatOf, seed);
  tidy(county, counties);
  const land = { width: WIDTH, height: HEIGHT, county, centres, ...grouping };
  return citiesHoldTogether(land) && everyCountyHasRoom(land) ? land : null;
}

/** The province: a lobed shape with mountains' ragged edges inland and a smoother, indented coast to the south-east. */
function coastline(seed: number): Uint8Array {
  const inside = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 3; y < HEIGHT - 3; y++)
    for (let x = 3; x < WIDTH - 3; x++) {
      const u = (x - WIDTH * 0.48) / (WIDTH * 0.44);
      const v = (y - HEIGHT * 0.5) / (HEIGHT * 0.43);
      const ragged = fractal(seed + 1, x / 105, y / 105, 7, 0.58) * 0.42;
      const lobes = hypot(u, v) + ragged;
      const coast = u * 0.9 - v * 0.42 + fractal(seed + 2, x / 60, y / 60, 6, 0.58) * 0.26;
      inside[y * WIDTH + x] = lobes < 0.98 && coast < 0.72 ? 1 : 0;
    }
  return inside;
}

/** Lloyd relaxation on a coarse sample, so that counties have comparable sizes. */
function relax(inside: Uint8Array, seed: number, count: number): Point[] {
  const rng = new Rng(hash(seed, 5));
  const sample: Point[] = [];
  for (let y = 0; y < HEIGHT; y += 5)
    for (let x = 0; x < WIDTH; x += 5) if (inside[y * WIDTH + x] === 1) sample.push({ x, y });
  let centres = Array.from({ length: count }, () => rng.pick(sample));
  for (let round = 0; round < 5; round++) {
    const sums = centres.map(() => ({ x: 0, y: 0, n: 0 }));
    for (const point of sample) {
      const sum = at(sums, nearest(point.x, point.y, centres));
      sum.x += point.x;
      sum.y += point.y;
      sum.n++;
    }
    centres = sums.map((sum) => (sum.n === 0 ? rng.pick(sample) : { x: sum.x / sum.n, y: sum.y / sum.n }));
  }
  return centres;
}

function nearest(x: number, y: number, centres: readonly Point[]): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let c = 0; c < centres.length; c++) {
    const centre = at(centres, c);
    const distance = (centre.x - x) ** 2 + (centre.y - y) ** 2;
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = c;
  }
  return best;
}

/** Cities: seats far from each other, the first the most central; every county joins the nearest seat. */
function groupCounties(
  centres: readonly Point[],
  cities: number,
): { cityOf: number[]; seatOf: number[] } | null {
  const seatOf = [nearest(WIDTH * 0.52, HEIGHT * 0.52, centres)];
  while (seatOf.length < cities) {
    let best = -1;
    let bestScore = -1;
    for (let c = 0; c < centres.length; c++) {
      const score = min(...seatOf.map((seat) => between(centres, c, seat)));
      if (score <= bestScore) continue;
      bestScore = score;
      best = c;
    }
    seatOf.push(best);
  }
  const seats = seatOf.map((seat) => at(centres, seat));
  const cityOf = centres.map((centre) => nearest(centre.x, centre.y, seats));
  // Seats found by distance lie at the rim; the middle county of each group is the better seat.
  const better = seatOf.map((seat, city) => middle(centres, cityOf, city, seat));
  const sizes = seatOf.map((_, city) => cityOf.filter((other) => other === city).length);
  return sizes.every((size) => size >= 3 && size <= 7) ? { cityOf, seatOf: better } : null;
}

function between(centres: readonly Point[], a: number, b: number): number {
  return hypot(at(centres, a).x - at(centres, b).x, at(centres, a).y - at(centres, b).y);
}

function middle(centres: readonly Point[], cityOf: readonly number[], city: number, seat: number): number {
  const members = centres.map((_, c) => c).filter((c) => cityOf[c] === city);
  const spread = (c: number): number => members.reduce((sum, other) => sum + between(centres, c, other), 0);
  return members.reduce((best, c) => (spread(c) < spread(best) ? c : best), seat);
}

/** Each square goes to the nearest seat through warped space; seats of cities hold less land than counties around. */
function assign(
  inside: Uint8Array,
  centres: readonly Point[],
  seatOf: readonly number[],
  seed: number,
): Int16Array {
  const county = new Int16Array(WIDTH * HEIGHT).fill(OUTSIDE);
  const reach = centres.map((_, c) => (seatOf.includes(c) ? 0.74 : 0.9 + (hash(seed, 9, c) % 100) / 400));
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      if (inside[y * WIDTH + x] === 0) continue;
      const wx = x + fractal(seed + 3, x / 46, y / 46, 6, 0.6) * 34;
      const wy = y + fractal(seed + 4, x / 46, y / 46, 6, 0.6) * 34;
      county[y * WIDTH + x] = nearestScaled(wx, wy, centres, reach);
    }
  return county;
}

function nearestScaled(x: number, y: number, centres: readonly Point[], reach: readonly number[]): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let c = 0; c < centres.length; c++) {
    const centre = at(centres, c);
    const scale = at(reach, c);
    const distance = ((centre.x - x) ** 2 + (centre.y - y) ** 2) / (scale * scale);
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    best = c;
  }
  return best;
}

function citiesHoldTogether(land: Land): boolean {
  const linked = new Set<number>();
  const { county, cityOf } = land;
  const counties = cityOf.length;
  for (let i = 0; i < county.length - WIDTH; i++) {
    const a = num(county, i);
    for (const b of [num(county, i + 1), num(county, i + WIDTH)])
      if (a >= 0 && b >= 0 && a !== b && cityOf[a] === cityOf[b])
        linked.add(a * counties + b).add(b * counties + a);
  }
  return land.seatOf.every((seat, city) => {
    const reached = new Set([seat]);
    for (const c of reached)
      for (let other = 0; other < counties; other++) if (linked.has(c * counties + other)) reached.add(other);
    return reached.size === cityOf.filter((one) => one === city).length;
  });
}

function everyCountyHasRoom(land: Land): boolean {
  const sizes = new Array<number>(land.cityOf.length).fill(0);
  for (const label of land.county) if (label >= 0) sizes[label] = at(sizes, label) + 1;
  return sizes.every((size) => size > 600) && !borderTouched(land);
}

/** A shape cut off by the raster's frame would have straight borders. */
function borderTouched({ width, height, county }: Land): boolean {
  for (let x = 0; x < width; x++)
    if (num(county, x + width * 3) >= 0 || num(county, x + width * (height - 4)) >= 0) return true;
  for (let y = 0; y < height; y++)
    if (num(county, y * width + 3) >= 0 || num(county, y * width + width - 4) >= 0) return true;
  return false;
}
