import { num } from '../at.ts';
import type { Land } from './partition.ts';
import { OUTSIDE } from './raster.ts';

/** How far a river is more than a line on the map, in squares. */
const LENGTH = 120;
/** Half its width at the mouth: masts are farther from the borders of counties than this. */
const MOUTH = 2.3;

/**
 * The counties with a river: from the coast inland along borders of counties, as rivers do, an estuary at first, then
 * narrower. The water belongs to nobody. Unchanged where no border reaches the coast.
 */
export function withRiver({ width, height, county }: Land): Int16Array {
  const banks = findBanks(width, county);
  const course = longestCourse(banks, width, height, county);
  const result = county.slice();
  course.forEach((square, index) => {
    const radius = MOUTH * (1 - index / course.length) ** 0.8;
    dig(result, width, square, radius);
  });
  return result;
}

/** Squares on both sides of the borders between counties. */
function findBanks(width: number, county: Int16Array): ReadonlySet<number> {
  const banks = new Set<number>();
  for (let i = 0; i < county.length - width; i++) {
    const label = num(county, i);
    for (const next of [i + 1, i + width]) {
      const other = num(county, next);
      if (label !== OUTSIDE && other !== OUTSIDE && label !== other) banks.add(i).add(next);
    }
  }
  return banks;
}

/** From the mouth that lies farthest out on the coast in the south-east, among those from which a river can run far. */
function longestCourse(
  banks: ReadonlySet<number>,
  width: number,
  height: number,
  county: Int16Array,
): readonly number[] {
  const seaward = (square: number): number =>
    ((square % width) / width) * 0.9 - (Math.floor(square / width) / height) * 0.42;
  const mouths = [...banks]
    .filter((square) => around(square, width).some((next) => county[next] === OUTSIDE))
    .sort((a, b) => seaward(b) - seaward(a));
  let best: readonly number[] = [];
  for (const mouth of mouths.slice(0, 40)) {
    const course = upstream(mouth, banks, width, seaward);
    if (course.length > best.length) best = course;
  }
  return best;
}

/** Along the banks to the place within reach that lies farthest inland. */
function upstream(
  mouth: number,
  banks: ReadonlySet<number>,
  width: number,
  seaward: (square: number) => number,
): readonly number[] {
  const from = new Map<number, number>([[mouth, -1]]);
  let front = [mouth];
  let source = mouth;
  for (let step = 0; step < LENGTH && front.length > 0; step++) {
    const next: number[] = [];
    for (const square of front)
      for (const other of around(square, width))
        if (banks.has(other) && !from.has(other)) {
          from.set(other, square);
          next.push(other);
          if (seaward(other) < seaward(source)) source = other;
        }
    front = next;
  }
  const course: number[] = [];
  for (let square = source; square >= 0; square = from.get(square) ?? -1) course.unshift(square);
  return course;
}

function around(square: number, width: number): readonly number[] {
  return [square - 1, square + 1, square - width, square + width];
}

function dig(county: Int16Array, width: number, square: number, radius: number): void {
  const reach = Math.ceil(radius);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      if (Math.hypot(dx, dy) <= radius) county[square + dy * width + dx] = OUTSIDE;
}
