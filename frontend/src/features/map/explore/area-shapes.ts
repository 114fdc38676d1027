import { geoIdentity, geoPath } from 'd3-geo';
import type { FeatureCollection, MultiLineString } from 'geojson';
import { mesh } from 'topojson-client';
import { fetchBoundaries, type AreaBoundaries } from '../../areas/boundaries.ts';
import { projected, regionsOf, type Outline, type Region } from '../geometry.ts';

/** Outlines of an area and its children in a plane, y upwards. */
export interface AreaShapes {
  readonly outline: FeatureCollection<Outline>;
  /** Empty: the children have no boundaries, or there are none. */
  readonly children: readonly Region[];
  /** Borders between children. */
  readonly borders: MultiLineString;
}

const NO_BORDERS: MultiLineString = { type: 'MultiLineString', coordinates: [] };
const known = new Map<string, Promise<AreaShapes | null>>();
const KEPT = 64;

/** Shapes of an area; of one without a map of its own the outline on the map of the area above. Null: there is no map. */
export async function loadShapes(areaId: string, parentId: string | null): Promise<AreaShapes | null> {
  const key = `${areaId}/${parentId ?? ''}`;
  let shapes = known.get(key);
  if (shapes === undefined) {
    shapes = fetchShapes(areaId, parentId);
    known.set(key, shapes);
    // What could not be fetched, or is not there yet, is asked for again.
    shapes.then((found) => found === null && known.delete(key)).catch(() => known.delete(key));
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
  }
  return await shapes;
}

async function fetchShapes(areaId: string, parentId: string | null): Promise<AreaShapes | null> {
  const own = await fetchBoundaries(areaId, 1);
  if (own !== null) return shapesIn(own, areaId);
  const above = parentId === null ? null : await fetchBoundaries(parentId, 1);
  return above === null ? null : shapesIn(above, areaId);
}

/** The area and, where the map is its own, everything else on it as its children. */
export function shapesIn(topology: AreaBoundaries, areaId: string): AreaShapes | null {
  let outline: Region | undefined;
  let children: readonly Region[] = [];
  let borders = NO_BORDERS;
  const levels = Object.values(topology.objects).map((level) => ({
    level,
    regions: regionsOf(topology, level),
  }));
  for (const { regions } of levels) outline ??= regions.find(({ id }) => id === areaId);
  if (outline === undefined) return null;
  const isOwn = levels.some(({ regions }) => regions.length === 1 && regions[0]?.id === areaId);
  for (const { level, regions } of levels) {
    if (!isOwn || regions.some(({ id }) => id === areaId)) continue;
    children = [...children, ...regions];
    borders = projected(mesh(topology, level, (a, b) => a !== b));
  }
  return { outline: { type: 'FeatureCollection', features: [outline] }, children, borders };
}

/** A box in pixels. */
export interface FrameBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An area laid out on a surface. All pixels are those of the map at rest. */
export interface Frame {
  /** SVG path data. */
  readonly path: (region: Region | FeatureCollection | MultiLineString) => string;
  readonly centre: (region: Region) => readonly [number, number];
  readonly pointOf: (longitude: number, latitude: number) => readonly [number, number];
  /** Longitude and latitude. */
  readonly placeOf: (x: number, y: number) => readonly [number, number];
  readonly metresPerPixel: number;
}

const EARTH_M = 6_371_008.8;

/** Fits a plane outline, such as that of an area or of points, into a box. */
export function frameOf(outline: FeatureCollection, { left, top, right, bottom }: FrameBox): Frame {
  const plane = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [left, top],
        [right, bottom],
      ],
      outline,
    );
  const path = geoPath(plane).digits(2);
  const placeOf = (x: number, y: number): readonly [number, number] => {
    const [u, v] = plane.invert?.([x, y]) ?? [0, 0];
    return [degrees(u), degrees(2 * Math.atan(Math.exp(v)) - Math.PI / 2)];
  };
  const [, latitude] = placeOf((left + right) / 2, (top + bottom) / 2);
  return {
    path: (region) => path(region) ?? '',
    centre: (region) => path.centroid(region),
    pointOf: (longitude, latitude) => plane(inPlane(longitude, latitude)) ?? [0, 0],
    placeOf,
    metresPerPixel: (EARTH_M * Math.cos((latitude * Math.PI) / 180)) / plane.scale(),
  };
}

/** A box around points, as an outline for a frame. */
export function outlineOf(points: readonly (readonly [number, number])[]): FeatureCollection {
  const coordinates = points.map(([longitude, latitude]) => inPlane(longitude, latitude));
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates } }],
  };
}

/** Mercator, in which right angles stay right. */
function inPlane(longitude: number, latitude: number): [number, number] {
  const radians = (latitude * Math.PI) / 180;
  return [(longitude * Math.PI) / 180, Math.log(Math.tan(Math.PI / 4 + radians / 2))];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
