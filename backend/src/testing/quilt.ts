import type { AreaDto } from '@tidewall/streams/events';
import type { Position } from '../map-pack/index.ts';

/** A feature in DataV's schema. */
export interface DataVFeature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: {
    readonly type: 'MultiPolygon';
    readonly coordinates: readonly (readonly (readonly Position[])[])[];
  };
}

/**
 * A province like a quilt: cities are columns of about a degree, their counties the patches in it, with ragged seams that
 * neighbours have in common point by point.
 */
export class Quilt {
  readonly #columns: number;
  readonly #rows: number;
  readonly #detail: number;
  readonly #draw: (a: number, b: number, c: number) => number;

  /** @param draw a number in [0, 1) for each three integers @param detail points in a seam */
  constructor(
    columns: number,
    rows: number,
    draw: (a: number, b: number, c: number) => number = () => 0.5,
    detail = 1,
  ) {
    this.#columns = columns;
    this.#rows = rows;
    this.#draw = draw;
    this.#detail = detail;
  }

  /** CN, province 10, cities 11…, counties 1101… */
  areas(): ReadonlyMap<string, AreaDto> {
    const areas: AreaDto[] = [
      area('CN', null, 'country'),
      area('10', 'CN', 'province'),
      area('90', 'CN', 'province'),
    ];
    for (let column = 0; column < this.#columns; column++) {
      areas.push(area(cityId(column), '10', 'city'));
      for (let row = 0; row < this.#rows; row++)
        areas.push(area(countyId(column, row), cityId(column), 'county'));
    }
    return new Map(areas.map((one) => [one.areaId, one]));
  }

  county(column: number, row: number): DataVFeature {
    const ring = this.#around(column, row, column + 1, row + 1);
    return feature(countyId(column, row), 'district', cityId(column), ring);
  }

  city(column: number): DataVFeature {
    return feature(cityId(column), 'city', '10', this.#around(column, 0, column + 1, this.#rows));
  }

  province(): DataVFeature {
    return feature('10', 'province', 'CN', this.#around(0, 0, this.#columns, this.#rows));
  }

  counties(): readonly DataVFeature[] {
    return Array.from({ length: this.#columns * this.#rows }, (_, i) =>
      this.county(Math.floor(i / this.#rows), i % this.#rows),
    );
  }

  cities(): readonly DataVFeature[] {
    return Array.from({ length: this.#columns }, (_, column) => this.city(column));
  }

  /** Counter-clockwise, as RFC 7946 has exteriors. */
  #around(west: number, south: number, east: number, north: number): readonly Position[] {
    const corners: [number, number][] = [];
    for (let x = west; x < east; x++) corners.push([x, south]);
    for (let y = south; y < north; y++) corners.push([east, y]);
    for (let x = east; x > west; x--) corners.push([x, north]);
    for (let y = north; y > south; y--) corners.push([west, y]);
    const ring = corners.flatMap((corner, i) =>
      this.#seam(corner, corners[(i + 1) % corners.length] ?? corner),
    );
    return [...ring, ...ring.slice(0, 1)];
  }

  /** From a corner to the next, without its end: the same points there and back. */
  #seam(from: readonly [number, number], to: readonly [number, number]): readonly Position[] {
    const isForward = from[0] < to[0] || from[1] < to[1];
    const [a, b] = isForward ? [from, to] : [to, from];
    const across = a[0] === b[0] ? 0 : 1;
    const points = Array.from({ length: this.#detail }, (_, i): Position => {
      const along = i / this.#detail;
      const aside = i === 0 ? 0 : (this.#draw(a[0] * 64 + a[1], across, i) - 0.5) * 0.2;
      const x = a[0] + (b[0] - a[0]) * along + (across === 0 ? aside : 0);
      const y = a[1] + (b[1] - a[1]) * along + (across === 1 ? aside : 0);
      return [110 + x, 30 + y];
    });
    if (isForward) return points;
    return [[110 + from[0], 30 + from[1]], ...points.slice(1).toReversed()];
  }
}

/** A file of features. */
export function mapFile(
  file: string,
  features: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): { readonly file: string; readonly bytes: Uint8Array } {
  const text = JSON.stringify({ type: 'FeatureCollection', ...more, features });
  return { file, bytes: new TextEncoder().encode(text) };
}

const cityId = (column: number): string => String(11 + column);
const countyId = (column: number, row: number): string =>
  `${cityId(column)}${String(row + 1).padStart(2, '0')}`;

function area(areaId: string, parentId: string | null, level: AreaDto['level']): AreaDto {
  return { areaId, parentId, level, name: `第${areaId}`, nameEn: `No ${areaId}`, covered: true };
}

function feature(code: string, level: string, parent: string, ring: readonly Position[]): DataVFeature {
  const [[x = 0, y = 0] = []] = ring;
  return {
    type: 'Feature',
    properties: {
      adcode: Number(code),
      name: `第${code}`,
      level,
      parent: { adcode: parent },
      center: [x + 0.5, y + 0.5],
      childrenNum: 0,
      subFeatureIndex: 0,
      acroutes: [100000],
    },
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
  };
}
