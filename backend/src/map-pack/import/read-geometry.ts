import type { Position } from '../map-pack.types.ts';
import type { FaultKind } from './faults.ts';
import { signedArea } from './plane.ts';
import type { Polygon, Ring } from './source.types.ts';

/** A geometry is not what it should be; the message says in what way. */
export class GeometryFault extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
    this.name = 'GeometryFault';
  }
}

export interface ReadGeometry {
  readonly polygons: readonly Polygon[];
  /** Rings that were wound the other way than RFC 7946 says, and have been turned. */
  readonly turned: number;
}

/**
 * Coordinates of a Polygon or MultiPolygon as rings in order: exteriors clockwise, holes the other way (what d3-geo
 * wants, the opposite of RFC 7946). `place` puts each point where it belongs.
 * @throws {GeometryFault}
 */
export function readGeometry(
  type: 'Polygon' | 'MultiPolygon',
  coordinates: unknown,
  place: (point: Position) => Position,
): ReadGeometry {
  const list = type === 'Polygon' ? [coordinates] : coordinates;
  let turned = 0;
  const polygons = arrayOf(list, 'polygons').map((polygon) =>
    arrayOf(polygon, 'rings').map((ring, index) => {
      const points = readRing(ring, place);
      const isClockwise = signedArea(points) < 0;
      const shouldBe = index === 0;
      if (isClockwise === shouldBe) turned++;
      return isClockwise === shouldBe ? points : points.toReversed();
    }),
  );
  return { polygons, turned };
}

function readRing(value: unknown, place: (point: Position) => Position): Ring {
  const points: Position[] = [];
  for (const item of arrayOf(value, 'points')) {
    const point = place(readPoint(item));
    const before = points.at(-1);
    if (before?.[0] !== point[0] || before[1] !== point[1]) points.push(point);
  }
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || points.length < 4)
    throw new GeometryFault('invalid-ring', 'a ring has fewer than four points that differ');
  if (first[0] !== last?.[0] || first[1] !== last[1])
    throw new GeometryFault('invalid-ring', 'a ring is not closed: its last point is not its first');
  if (signedArea(points) === 0) throw new GeometryFault('invalid-ring', 'a ring encloses nothing');
  return points;
}

function readPoint(value: unknown): Position {
  const [longitude, latitude] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    throw new GeometryFault('not-a-map', 'a point is not a pair of numbers');
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
    throw new GeometryFault(
      'wrong-crs',
      `a point is not longitude and latitude in degrees: ${String(longitude)}, ${String(latitude)}`,
    );
  return [longitude, latitude];
}

function arrayOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value as unknown[];
  throw new GeometryFault('not-a-map', `coordinates have no ${what}`);
}
