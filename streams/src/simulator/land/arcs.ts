import { at, num } from '../at.ts';
import type { Point } from './partition.ts';
import { OUTSIDE, type Raster } from './raster.ts';

const { abs, hypot } = Math;

/** A border between two labels (or one and the outside) from one junction to the next. */
export interface Arc {
  readonly points: readonly Point[];
  readonly left: number;
  readonly right: number;
  /** A ring of its own (an island, an enclave): first and last point are the same. */
  readonly closed: boolean;
}

/** Steps east, north, west, south on the corners of the raster. */
const DX = [1, 0, -1, 0];
const DY = [0, 1, 0, -1];

/** Follows every border of the raster once. Neighbours share arcs, so their borders agree exactly. */
export function traceArcs(raster: Raster): Arc[] {
  return new Tracer(raster).run();
}

class Tracer {
  readonly #raster: Raster;
  readonly #columns: number;
  /** One bit a direction that has been walked from a corner. */
  readonly #walked: Uint8Array;
  readonly #arcs: Arc[] = [];

  constructor(raster: Raster) {
    this.#raster = raster;
    this.#columns = raster.width + 1;
    this.#walked = new Uint8Array(this.#columns * (raster.height + 1));
  }

  run(): Arc[] {
    this.#each((x, y) => {
      if (this.#degree(x, y) > 2) for (let d = 0; d < 4; d++) this.#follow(x, y, d);
    });
    this.#each((x, y) => {
      if (this.#degree(x, y) === 2) for (let d = 0; d < 2; d++) this.#follow(x, y, d);
    });
    return this.#arcs;
  }

  #each(visit: (x: number, y: number) => void): void {
    const { width, height } = this.#raster;
    for (let y = 0; y <= height; y++) for (let x = 0; x <= width; x++) visit(x, y);
  }

  #label(x: number, y: number): number {
    const { width, height, label } = this.#raster;
    return x < 0 || y < 0 || x >= width || y >= height ? OUTSIDE : num(label, y * width + x);
  }

  /** Labels left and right of the step from (x, y) in direction d. */
  #sides(x: number, y: number, d: number): readonly [number, number] {
    if (d === 0) return [this.#label(x, y), this.#label(x, y - 1)];
    if (d === 1) return [this.#label(x - 1, y), this.#label(x, y)];
    if (d === 2) return [this.#label(x - 1, y - 1), this.#label(x - 1, y)];
    return [this.#label(x, y - 1), this.#label(x - 1, y - 1)];
  }

  #isBorder(x: number, y: number, d: number): boolean {
    const [left, right] = this.#sides(x, y, d);
    return left !== right;
  }

  #degree(x: number, y: number): number {
    let degree = 0;
    for (let d = 0; d < 4; d++) if (this.#isBorder(x, y, d)) degree++;
    return degree;
  }

  #follow(startX: number, startY: number, startD: number): void {
    if (!this.#isBorder(startX, startY, startD) || this.#taken(startX, startY, startD)) return;
    const [left, right] = this.#sides(startX, startY, startD);
    const points: Point[] = [{ x: startX, y: startY }];
    let [x, y, d] = [startX, startY, startD];
    for (;;) {
      this.#take(x, y, d);
      x += at(DX, d);
      y += at(DY, d);
      this.#take(x, y, (d + 2) % 4);
      points.push({ x, y });
      if ((x === startX && y === startY) || this.#degree(x, y) !== 2) break;
      const from = (d + 2) % 4;
      d = [0, 1, 2, 3].find((next) => next !== from && this.#isBorder(x, y, next)) ?? from;
    }
    this.#arcs.push({ points, left, right, closed: x === startX && y === startY });
  }

  #taken(x: number, y: number, d: number): boolean {
    return (num(this.#walked, y * this.#columns + x) & (1 << d)) !== 0;
  }

  #take(x: number, y: number, d: number): void {
    const corner = y * this.#columns + x;
    this.#walked[corner] = num(this.#walked, corner) | (1 << d);
  }
}

/** Rounds the staircase off, then leaves out points that lie within `tolerance` squares of the line. */
export function soften(arc: Arc, tolerance: number): Point[] {
  let points = [...arc.points];
  for (let round = 0; round < 2; round++) points = average(points, arc.closed);
  return simplify(points, tolerance, arc.closed);
}

function average(points: readonly Point[], closed: boolean): Point[] {
  const last = points.length - 1;
  const result = points.map((point, i) => {
    if ((i === 0 || i === last) && !closed) return point;
    const before = at(points, i === 0 ? last - 1 : i - 1);
    const after = at(points, i === last ? 1 : i + 1);
    return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 };
  });
  return result;
}

/** Douglas–Peucker; a ring is cut at its middle so that it cannot collapse. */
function simplify(points: readonly Point[], tolerance: number, closed: boolean): Point[] {
  const last = points.length - 1;
  const keep = new Uint8Array(points.length);
  const stack: [number, number][] = closed
    ? [
        [0, last >> 1],
        [last >> 1, last],
      ]
    : [[0, last]];
  for (const [from, to] of stack) keep[from] = keep[to] = 1;
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const [from, to] = range;
    const far = farthest(points, from, to);
    if (far.index < 0 || far.distance <= tolerance) continue;
    keep[far.index] = 1;
    stack.push([from, far.index], [far.index, to]);
  }
  return points.filter((_, i) => keep[i] === 1);
}

function farthest(points: readonly Point[], from: number, to: number): { index: number; distance: number } {
  const a = at(points, from);
  const b = at(points, to);
  const length = hypot(b.x - a.x, b.y - a.y);
  let index = -1;
  let distance = -1;
  for (let i = from + 1; i < to; i++) {
    const p = at(points, i);
    const away =
      length === 0
        ? hypot(p.x - a.x, p.y - a.y)
        : abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length;
    if (away > distance) [index, distance] = [i, away];
  }
  return { index, distance };
}
