import { at } from '../at.ts';
import { fraction } from '../rng.ts';
import type { Point } from './partition.ts';

/** Pieces shorter than this stay straight, in squares. */
const FINEST = 0.35;
/** How far the middle of a piece moves aside at most, in its lengths. */
const ASIDE = 0.18;

/** This much at either end stays straight: other borders are near. In squares. */
const AT_ENDS = 0.8;

/** Breaks the straight pieces of a border up by moving midpoints aside, again and again. The ends stay. */
export function roughen(border: readonly Point[], seed: number): Point[] {
  const points = withShortEnd(withShortEnd(border).reverse()).reverse();
  const result = points.slice(0, 1);
  const last = points.length - 1;
  for (let i = 1; i <= last; i++)
    if (i === 1 || i === last) result.push(at(points, i));
    else breakUp(at(points, i - 1), at(points, i), seed, result);
  return result;
}

/** The same line with a point near its beginning. */
function withShortEnd(points: readonly Point[]): Point[] {
  const [first, second, ...rest] = points;
  if (first === undefined || second === undefined) return [...points];
  const [dx, dy] = [second.x - first.x, second.y - first.y];
  const part = AT_ENDS / Math.hypot(dx, dy);
  if (!(part < 0.5)) return [...points];
  return [first, { x: first.x + dx * part, y: first.y + dy * part }, second, ...rest];
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
