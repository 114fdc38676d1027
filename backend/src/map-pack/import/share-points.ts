import type { Position } from '../map-pack.types.ts';

/** A ring on the grid; its first point does not come again. */
export type GridRing = readonly Position[];

/** Grid steps at which a point counts as lying on a line: what rounding to the grid moves it by. */
const ON_LINE = 1;
/** Grid steps a bucket is wide. */
const BUCKET = 256;

/**
 * Gives every ring the points of others that lie on its straight pieces. Neighbours of whom one has drawn a straight border
 * with more points than the other then have it in common.
 */
export function sharePoints(rings: readonly GridRing[]): readonly GridRing[] {
  const index = new PointIndex(rings);
  return rings.map((ring, number) =>
    ring.flatMap((from, i) => [from, ...index.on(from, ring[(i + 1) % ring.length] ?? from, number)]),
  );
}

interface Indexed {
  readonly point: Position;
  /** Rings that have it. */
  readonly rings: Set<number>;
}

class PointIndex {
  readonly #buckets = new Map<string, Map<string, Indexed>>();

  constructor(rings: readonly GridRing[]) {
    for (const [number, ring] of rings.entries())
      for (const point of ring) {
        const bucket = this.#bucket(Math.floor(point[0] / BUCKET), Math.floor(point[1] / BUCKET));
        const name = point.join();
        const known = bucket.get(name);
        if (known === undefined) bucket.set(name, { point, rings: new Set([number]) });
        else known.rings.add(number);
      }
  }

  /** Points of other rings on the piece from a to b, in order. */
  on(a: Position, b: Position, ring: number): readonly Position[] {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.hypot(dx, dy);
    const found: { readonly point: Position; readonly along: number }[] = [];
    for (const bucket of this.#near(a, b, length))
      for (const { point, rings } of bucket.values()) {
        const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length;
        const aside = Math.abs((point[0] - a[0]) * dy - (point[1] - a[1]) * dx) / length;
        const isBetween = along > 0 && along < length && aside <= ON_LINE;
        if (isBetween && !rings.has(ring)) found.push({ point, along });
      }
    return found.sort((one, other) => one.along - other.along).map(({ point }) => point);
  }

  /** The buckets that the piece goes through or by. */
  #near(a: Position, b: Position, length: number): Iterable<ReadonlyMap<string, Indexed>> {
    const near = new Map<string, ReadonlyMap<string, Indexed>>();
    const steps = Math.ceil(length / BUCKET);
    for (let step = 0; step <= steps; step++) {
      const x = Math.floor((a[0] + ((b[0] - a[0]) * step) / steps) / BUCKET);
      const y = Math.floor((a[1] + ((b[1] - a[1]) * step) / steps) / BUCKET);
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const bucket = this.#buckets.get(`${x + dx} ${y + dy}`);
          if (bucket !== undefined) near.set(`${x + dx} ${y + dy}`, bucket);
        }
    }
    return near.values();
  }

  #bucket(x: number, y: number): Map<string, Indexed> {
    const name = `${x} ${y}`;
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) this.#buckets.set(name, (bucket = new Map<string, Indexed>()));
    return bucket;
  }
}
