import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crossingLines, simplified, simplifyArcs, type Line } from './simplify-arcs.ts';

const coordinate = fc.integer({ min: 0, max: 100 });
const line = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 40 });

/** Distance of a point from the nearest piece of a line. */
function distance([px, py]: readonly [number, number], points: Line): number {
  let best = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1] ?? [0, 0];
    const [bx, by] = points[i] ?? [0, 0];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length;
    const at = Math.min(1, Math.max(0, along));
    best = Math.min(best, Math.hypot(px - ax - at * (bx - ax), py - ay - at * (by - ay)));
  }
  return best;
}

describe('simplifying borders', () => {
  it('keeps both ends, and every point left out within the tolerance', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 30 }), (points, tolerance) => {
        const simple = simplified(points, tolerance);
        expect(simple[0]).toBe(points[0]);
        expect(simple.at(-1)).toBe(points.at(-1));
        for (const point of points) expect(distance(point, simple)).toBeLessThanOrEqual(tolerance + 1e-9);
      }),
    );
  });

  it('leaves a ring a ring', () => {
    const ring: Line = Array.from({ length: 41 }, (_, i): [number, number] => [
      Math.cos((i / 20) * Math.PI),
      Math.sin((i / 20) * Math.PI),
    ]);
    const closed = [...ring.slice(0, 40), ring[0] ?? [0, 0]] as const;
    expect(simplified(closed, 100).length).toBeGreaterThanOrEqual(4);
  });

  it('leaves lines that did not cross uncrossed', () => {
    // A spit of the first line reaches through what the second would be without its bay.
    const spit: Line = [
      [0, 0],
      [50, 0],
      [50, 9],
      [51, 0],
      [100, 0],
    ];
    const bay: Line = [
      [0, 5],
      [48, 5],
      [50, 10],
      [52, 5],
      [100, 5],
    ];
    expect(crossingLines([spit, bay]).size).toBe(0);
    expect(crossingLines([spit, simplified(bay, 6)]).size).toBe(2);
    const simple = simplifyArcs([spit, bay], 6);
    expect(crossingLines(simple).size).toBe(0);
  });

  it('leaves everything as it is at a tolerance of nothing', () => {
    fc.assert(fc.property(line, (points) => expect(simplifyArcs([points], 0)).toEqual([points])));
  });
});
