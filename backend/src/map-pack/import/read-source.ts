import { z } from 'zod';
import type { Position } from '../map-pack.types.ts';
import { decodeTopology, topologySchema } from './decode-topology.ts';
import type { Fault } from './faults.ts';
import { GeometryFault, readGeometry } from './read-geometry.ts';
import { crossingLines } from './simplify-arcs.ts';
import type { SourceFeature } from './source.types.ts';

const codeSchema = z.union([z.string(), z.number()]).transform(String);
const geometrySchema = z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.unknown() });
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: codeSchema.optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: geometrySchema,
});
const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
});
/** CGCS2000 (4490) and WGS 84 differ by centimetres. */
const DEGREES = /CRS:?84|4326|4490/i;

export interface ReadSource {
  readonly features: readonly SourceFeature[];
  readonly faults: readonly Fault[];
}

/**
 * Reads one file: GeoJSON (also in DataV's schema) or TopoJSON. Properties that mean nothing to us are passed over.
 * `place` turns coordinates into WGS 84.
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
  place: (point: Position) => Position,
): ReadSource {
  const reader = new SourceReader(file, place);
  reader.read(bytes);
  return reader;
}

class SourceReader implements ReadSource {
  readonly features: SourceFeature[] = [];
  readonly faults: Fault[] = [];
  #turned = 0;
  readonly #file: string;
  readonly #place: (point: Position) => Position;

  constructor(file: string, place: (point: Position) => Position) {
    this.#file = file;
    this.#place = place;
  }

  read(bytes: Uint8Array): void {
    const value = this.#parse(bytes);
    if (value === undefined) return;
    for (const [index, feature] of this.#featuresOf(value).entries()) this.#feature(feature, index);
    // TopoJSON leaves winding open.
    if (this.#turned > 0 && collectionSchema.safeParse(value).success)
      this.#fault(
        'winding',
        `${this.#turned} rings are wound the other way than RFC 7946 says; they are turned`,
      );
  }

  #parse(bytes: Uint8Array): unknown {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.#fault('not-a-map', 'is not UTF-8; save it as UTF-8');
      return undefined;
    }
    try {
      return JSON.parse(text) as unknown;
    } catch {
      this.#fault('not-a-map', 'is not JSON; is it whole?');
      return undefined;
    }
  }

  #featuresOf(value: unknown): readonly unknown[] {
    const collection = collectionSchema.safeParse(value);
    if (collection.success) {
      const crs = collection.data.crs?.properties.name ?? 'CRS84';
      if (DEGREES.test(crs)) return collection.data.features;
      this.#fault('wrong-crs', `is in ${crs}; convert it to longitude and latitude (EPSG:4326)`);
      return [];
    }
    const topology = topologySchema.safeParse(value);
    if (topology.success) return decodeTopology(topology.data);
    if (featureSchema.safeParse(value).success) return [value];
    this.#fault('not-a-map', 'is neither a GeoJSON FeatureCollection nor a TopoJSON');
    return [];
  }

  #feature(value: unknown, index: number): void {
    const place = `feature ${index + 1}`;
    const parsed = featureSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      this.#fault('not-a-map', `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(), place);
      return;
    }
    const { id, properties, geometry } = parsed.data;
    const facts = factsOf(properties ?? {}, id ?? '');
    const where = [place, facts.code, facts.name].filter((part) => part !== '').join(' ');
    try {
      const { polygons, turned } = readGeometry(geometry.type, geometry.coordinates, this.#place);
      this.#turned += turned;
      for (const [longitude, latitude] of crossingLines(polygons.flat()).values())
        this.#fault(
          'crossing-ring',
          `a ring crosses itself or another near ${longitude}, ${latitude}`,
          where,
        );
      const centre = facts.centre === null ? null : this.#place(facts.centre);
      this.features.push({ ...facts, centre, polygons, where: `${this.#file}, ${where}` });
    } catch (error) {
      if (!(error instanceof GeometryFault)) throw error;
      this.#fault(error.kind, error.message, where);
    }
  }

  #fault(kind: Fault['kind'], message: string, place?: string): void {
    this.faults.push({ kind, where: place === undefined ? this.#file : `${this.#file}, ${place}`, message });
  }
}

type Facts = Pick<SourceFeature, 'code' | 'name' | 'level' | 'parentCode' | 'centre'>;

/** What DataV's properties say, or the names that our own packs use. */
function factsOf(properties: Readonly<Record<string, unknown>>, id: string): Facts {
  const parent = properties['parent'] ?? properties['parentId'];
  return {
    code: textOf(properties['adcode']) || textOf(properties['areaId']) || id,
    name: textOf(properties['name']),
    level: textOf(properties['level']),
    parentCode: textOf(isRecord(parent) ? parent['adcode'] : parent),
    centre: pointOf(properties['center']) ?? pointOf(properties['centre']) ?? pointOf(properties['centroid']),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function pointOf(value: unknown): Position | null {
  const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).safeParse(value);
  return point.success ? point.data : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
