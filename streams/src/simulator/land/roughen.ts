import { at } from '../at.ts';
import { fraction } from '../rng.ts';
import type { Point } from './partition.ts';

/** Pieces shorter than this stay straight, in squares. */
const FINEST = 0.35;
/** How far the middle of a piece moves aside at most, in its lengths. */
const ASIDE = 0.16;

/**
 * Breaks the straight pieces of a border up by moving midpoints aside, again and again. The ends stay, and the pieces at
 * them too, where other borders are near.
 */
export function roughen(points: readonly Point[], seed: number): Point[] {
  const result = points.slice(0, 1);
  const last = points.length - 1;
  for (let i = 1; i <= last; i++)
    if (i === 1 || i === last) result.push(at(points, i));
    else breakUp(at(points, i - 1), at(points, i), seed, result);
  return result;
}

function breakUp(from: Point, to: Point, seed: number, into: Point[]): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.hypot(dx, dy) < FINEST) {
    into.push(to);
    return;
  }
  const draw = fraction(seed, Math.round((from.x + to.x) * 512), Math.round((from.y + to.y) * 512));
  const aside = (2 * draw - 1) * ASIDE;
  const middle = { x: (from.x + to.x) / 2 - dy * aside, y: (from.y + to.y) / 2 + dx * aside };
  breakUp(from, middle, seed, into);
  breakUp(middle, to, seed, into);
}
