import { at, num } from '../at.ts';
import { HEIGHT, OUTSIDE, WIDTH } from './raster.ts';

/** What the label belongs to: loose pieces rather go to a neighbour of the same group. */
type GroupOf = (label: number) => number;

/** Makes every county one piece (plus islands of some size) and removes squares that touch only by a corner. */
export function tidy(county: Int16Array, counties: number, groupOf: GroupOf = () => 0): void {
  fillPonds(county);
  for (let round = 0; round < 8; round++) {
    joinFragments(county, counties, groupOf);
    if (!openCorners(county)) return;
  }
}

function joinFragments(county: Int16Array, counties: number, groupOf: GroupOf): void {
  const seen = new Uint8Array(county.length);
  const largest = new Array<number[]>(counties).fill([]);
  const small: number[][] = [];
  for (let start = 0; start < county.length; start++) {
    const label = num(county, start);
    if (seen[start] === 1 || label === OUTSIDE) continue;
    const piece = flood(county, start, seen);
    const rest = piece.length > at(largest, label).length ? at(largest, label) : piece;
    if (rest !== piece) largest[label] = piece;
    if (rest.length > 0) small.push(rest);
  }
  for (const piece of small) absorb(county, piece, groupOf);
}

function flood(county: Int16Array, start: number, seen: Uint8Array): number[] {
  const label = county[start];
  const piece = [start];
  seen[start] = 1;
  for (let head = 0; head < piece.length; head++)
    for (const next of around(at(piece, head)))
      if (county[next] === label && seen[next] === 0) {
        seen[next] = 1;
        piece.push(next);
      }
  return piece;
}

/** Lakes of some size stay; specks of water would only be dirt on the map. */
function fillPonds(county: Int16Array): void {
  const seen = new Uint8Array(county.length);
  for (let start = 0; start < county.length; start++) {
    if (seen[start] === 1 || county[start] !== OUTSIDE) continue;
    const pond = flood(county, start, seen);
    if (pond.length > 90) continue;
    const shore = num(county, at(pond, 0) - 1);
    for (const square of pond) county[square] = shore;
  }
}

/** Gives a loose piece to the county it borders most; pieces in the sea stay as islands unless they are specks. */
function absorb(county: Int16Array, piece: readonly number[], groupOf: GroupOf): void {
  const own = num(county, at(piece, 0));
  const votes = new Map<number, number>();
  for (const square of piece)
    for (const next of around(square)) {
      const label = num(county, next);
      if (label !== own && label !== OUTSIDE) votes.set(label, (votes.get(label) ?? 0) + 1);
    }
  const stranger = (label: number): number => (groupOf(label) === groupOf(own) ? 0 : 1);
  const winner = [...votes].sort(
    (a, b) => stranger(a[0]) - stranger(b[0]) || b[1] - a[1] || a[0] - b[0],
  )[0]?.[0];
  if (winner === undefined && piece.length >= 40) return;
  for (const square of piece) county[square] = winner ?? OUTSIDE;
}

function around(square: number): number[] {
  return [square - 1, square + 1, square - WIDTH, square + WIDTH];
}

/** Where four borders meet at one corner, rings could cross there: give one square to its neighbour. */
function openCorners(county: Int16Array): boolean {
  let changed = false;
  for (let y = 0; y < HEIGHT - 1; y++)
    for (let x = 0; x < WIDTH - 1; x++) {
      const a = y * WIDTH + x;
      const [p, q, r, s] = [a, a + 1, a + WIDTH, a + WIDTH + 1].map((square) => num(county, square));
      if (p === undefined || q === undefined || p === q || q === s || s === r || r === p) continue;
      if (p === OUTSIDE) county[a] = q;
      else county[a + 1] = p;
      changed = true;
    }
  return changed;
}
