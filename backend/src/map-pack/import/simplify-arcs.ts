import type { Position } from '../map-pack.types.ts';

/** A line in metres. */
export type Line = readonly Position[];

/**
 * Leaves out points of each line so that no border moves by more than `tolerance` metres (Douglas and Peucker). Ends stay,
 * rings keep at least a triangle. Where lines would come to cross, they keep more of their points.
 */
export function simplifyArcs(lines: readonly Line[], tolerance: number): readonly Line[] {
  if (tolerance <= 0) return lines;
  const tolerances = lines.map(() => tolerance);
  let simple = lines.map((line) => simplified(line, tolerance));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const crossed = crossingLines(simple);
    if (crossed.size === 0) break;
    for (const index of crossed.keys())
      tolerances[index] = round === MAX_ROUNDS - 1 ? 0 : (tolerances[index] ?? 0) / 2;
    simple = simple.map((line, index) =>
      crossed.has(index) ? simplified(lines[index] ?? line, tolerances[index] ?? 0) : line,
    );
  }
  return simple;
}

const MAX_ROUNDS = 6;
const ROUNDING = 1e-15;

/** @param tolerance metres; 0 leaves the line as it is */
export function simplified(line: Line, tolerance: number): Line {
  const last = line.length - 1;
  if (tolerance <= 0 || last < 2) return line;
  const keep = new Uint8Array(line.length);
  const stack: [number, number][] = [];
  const cut = (...ends: readonly number[]): void => {
    for (const [i, end] of ends.entries()) {
      keep[end] = 1;
      if (i > 0) stack.push([ends[i - 1] ?? 0, end]);
    }
  };
  if (isClosed(line)) {
    const far = farthest(line, 0, last).index;
    const side = [farthest(line, 0, far), farthest(line, far, last)].reduce((a, b) =>
      b.distance > a.distance ? b : a,
    ).index;
    cut(...[0, far, side, last].sort((a, b) => a - b));
  } else cut(0, last);
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const { index, distance } = farthest(line, ...range);
    if (distance > tolerance) cut(range[0], index, range[1]);
  }
  return line.filter((_, i) => keep[i] === 1);
}

function isClosed(line: Line): boolean {
  const [a, b] = [line[0], line.at(-1)];
  return a !== undefined && a[0] === b?.[0] && a[1] === b[1];
}

/** The point between two that lies farthest from the line through them; distance −1 when there is none. */
function farthest(
  line: Line,
  from: number,
  to: number,
): { readonly index: number; readonly distance: number } {
  const [ax, ay] = line[from] ?? [0, 0];
  const [bx, by] = line[to] ?? [0, 0];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  let [index, best] = [from, -1];
  for (let i = from + 1; i < to; i++) {
    const [px, py] = line[i] ?? [0, 0];
    // Beyond the ends, the nearest end counts: a spit that doubles back is not near.
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
    const distance = Math.hypot(px - ax - along * dx, py - ay - along * dy);
    if (distance > best) [index, best] = [i, distance];
  }
  return { index, distance: best };
}

interface Segment {
  readonly line: number;
  readonly a: Position;
  readonly b: Position;
  readonly west: number;
  readonly east: number;
}

/** Lines that properly cross another or themselves, with the beginning of a piece that does. */
export function crossingLines(lines: readonly Line[]): ReadonlyMap<number, Position> {
  const segments = lines.flatMap((points, line) =>
    points.slice(1).map((b, i): Segment => {
      const a = points[i] ?? b;
      return { line, a, b, west: Math.min(a[0], b[0]), east: Math.max(a[0], b[0]) };
    }),
  );
  segments.sort((a, b) => a.west - b.west);
  const crossed = new Map<number, Position>();
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ east }) => east > segment.west);
    for (const other of open)
      if (cross(segment, other)) crossed.set(segment.line, segment.a).set(other.line, other.a);
    open.push(segment);
  }
  return crossed;
}

function cross({ a, b }: Segment, { a: c, b: d }: Segment): boolean {
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1]))
    return false;
  return areApart(side(a, b, c), side(a, b, d)) && areApart(side(c, d, a), side(c, d, b));
}

/** On different sides, by more than the rounding of degrees. */
function areApart(one: number, other: number): boolean {
  return (one > ROUNDING && other < -ROUNDING) || (one < -ROUNDING && other > ROUNDING);
}

/** Positive left of the line from a to b. */
function side(a: Position, b: Position, p: Position): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]);
}
