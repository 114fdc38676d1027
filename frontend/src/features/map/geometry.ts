import { geoIdentity, geoMercatorRaw, geoPath, type GeoPath } from 'd3-geo';
import type {
  Feature,
  FeatureCollection,
  Geometry,
  MultiLineString,
  MultiPolygon,
  Polygon,
  Position,
} from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type Outline = Polygon | MultiPolygon;
export interface Region extends Feature<Outline> {
  readonly id: string;
}

/** Outlines in a plane, y upwards, whatever they came from. */
export interface MapGeometry {
  readonly counties: readonly Region[];
  readonly cities: readonly Region[];
  /** Everything, for the outer border and the fit. */
  readonly province: FeatureCollection<Outline>;
  /** Borders between counties of one city, and between cities. */
  readonly countyBorders: MultiLineString;
  readonly cityBorders: MultiLineString;
}

type BoundaryObjects = Record<'province' | 'city' | 'county', GeometryCollection>;
export type Boundaries = Topology<BoundaryObjects>;

/** Whether an answer is a TopoJSON with the three objects of the contract. */
export function isBoundaries(value: unknown): value is Boundaries {
  if (typeof value !== 'object' || value === null || !('objects' in value)) return false;
  const { objects } = value;
  if (typeof objects !== 'object' || objects === null) return false;
  return 'province' in objects && 'city' in objects && 'county' in objects;
}

/**
 * Projects once (Mercator: right angles stay right), so that drawing is plane geometry and winding does not matter.
 * A city that is not among `parents` has no counties: it stands for one itself.
 */
export function geometryOfTopology(topology: Boundaries, parents?: ReadonlySet<string>): MapGeometry {
  const { province, city, county } = topology.objects;
  const cities = regionsOf(topology, city);
  return {
    counties: [...regionsOf(topology, county), ...cities.filter(({ id }) => parents?.has(id) === false)],
    cities,
    province: { type: 'FeatureCollection', features: [...regionsOf(topology, province)] },
    countyBorders: projected(mesh(topology, county, (a, b) => a !== b)),
    cityBorders: projected(mesh(topology, city, (a, b) => a !== b)),
  };
}

export function regionsOf(topology: Topology, collection: GeometryCollection): readonly Region[] {
  const regions: Region[] = [];
  for (const { id, geometry } of feature(topology, collection).features) {
    if (id === undefined || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue;
    regions.push({ type: 'Feature', id: String(id), properties: {}, geometry: projected(geometry) });
  }
  return regions;
}

export function projected<T extends Geometry>(geometry: T): T {
  const point = ([longitude = 0, latitude = 0]: Position): Position =>
    geoMercatorRaw((longitude * Math.PI) / 180, (latitude * Math.PI) / 180);
  const deep = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    return typeof value[0] === 'number' ? point(value as Position) : value.map(deep);
  };
  return 'coordinates' in geometry ? { ...geometry, coordinates: deep(geometry.coordinates) } : geometry;
}

/** A box in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The geometry on a surface: SVG path data and centres in pixels. */
export interface MapLayout {
  readonly path: GeoPath;
  centre(region: Region): readonly [number, number];
}

export function layOut(geometry: MapGeometry, box: Box): MapLayout {
  const projection = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [box.left, box.top],
        [box.right, box.bottom],
      ],
      geometry.province,
    );
  const path = geoPath(projection).digits(1);
  return { path, centre: (region) => path.centroid(region) };
}
