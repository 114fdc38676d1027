import type { Position } from '../map-pack.types.ts';
import type { Ring } from './source.types.ts';

/** Metres a degree of latitude, and of longitude at the equator. */
export const METRES_A_DEGREE = 111_320;

/** Twice nothing, else positive for rings that run counter-clockwise; square degrees. */
export function signedArea(ring: Ring): number {
  // From the first point, or the products of large numbers would eat up small rings.
  const [x0, y0] = ring[0] ?? [0, 0];
  let area = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] ?? [0, 0];
    const [bx, by] = ring[i] ?? [0, 0];
    area += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return area / 2;
}

/** Whether a point lies within rings by the even-odd rule. */
export function contains(rings: readonly Ring[], [px, py]: Position): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] ?? [0, 0];
      const [bx, by] = ring[i] ?? [0, 0];
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

/** Centre of gravity of a ring. */
export function centroid(ring: Ring): Position {
  const [x0, y0] = ring[0] ?? [0, 0];
  let [x, y, area] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = [(ring[i - 1]?.[0] ?? 0) - x0, (ring[i - 1]?.[1] ?? 0) - y0];
    const [bx = 0, by = 0] = [(ring[i]?.[0] ?? 0) - x0, (ring[i]?.[1] ?? 0) - y0];
    const cross = ax * by - bx * ay;
    [x, y, area] = [x + (ax + bx) * cross, y + (ay + by) * cross, area + cross];
  }
  return area === 0 ? [x0, y0] : [x0 + x / (3 * area), y0 + y / (3 * area)];
}
