import { at } from '../at.ts';
import type { Point } from './partition.ts';

interface Segment {
  readonly line: number;
  readonly a: Point;
  readonly b: Point;
  readonly west: number;
  readonly east: number;
}

/** Lines that properly cross another or themselves. */
export function crossingLines(lines: readonly (readonly Point[])[]): ReadonlySet<number> {
  const segments = lines.flatMap((points, line) =>
    points.slice(1).map((b, i): Segment => {
      const a = at(points, i);
      return { line, a, b, west: Math.min(a.x, b.x), east: Math.max(a.x, b.x) };
    }),
  );
  segments.sort((one, other) => one.west - other.west);
  const crossed = new Set<number>();
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ east }) => east >= segment.west);
    for (const other of open) if (cross(segment, other)) crossed.add(segment.line).add(other.line);
    open.push(segment);
  }
  return crossed;
}

function cross({ a, b }: Segment, { a: c, b: d }: Segment): boolean {
  if (Math.max(a.y, b.y) < Math.min(c.y, d.y) || Math.max(c.y, d.y) < Math.min(a.y, b.y)) return false;
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Positive left of the line from a to b. */
function side(a: Point, b: Point, p: Point): number {
  return (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
}
