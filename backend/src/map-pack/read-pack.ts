import { z } from 'zod';
import { AREA_LEVELS, manifestSchema, type Manifest } from './manifest.ts';
import { MapPackError } from './map-pack-error.ts';
import type { Arc, MapShape, MapTopology } from './map-pack.types.ts';

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isPoint = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(isWhole);
/** By hand where there are hundreds of thousands of them. */
const isArc = (value: unknown): boolean => Array.isArray(value) && value.length >= 2 && value.every(isPoint);
const isPolygons = (value: unknown): boolean =>
  listOf(value, (polygon) => listOf(polygon, (ring) => listOf(ring, isWhole)));

function listOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

const pair = z.tuple([z.number(), z.number()]).readonly();
const shapeSchema = z.strictObject({
  type: z.literal('MultiPolygon'),
  id: z.string().min(1).max(100),
  properties: z.strictObject({ name: z.string(), nameEn: z.string(), centre: pair }),
  arcs: z.custom<MapShape['arcs']>(isPolygons, { error: 'must be polygons of rings of arc indices' }),
});
const collectionSchema = z.strictObject({
  type: z.literal('GeometryCollection'),
  geometries: z.array(shapeSchema),
});
const topologySchema = z.strictObject({
  type: z.literal('Topology'),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly(),
  transform: z.strictObject({ scale: pair, translate: pair }),
  arcs: z.array(z.custom<Arc>(isArc, { error: 'must be at least two pairs of whole numbers' })),
  objects: z.partialRecord(z.enum(AREA_LEVELS), collectionSchema),
});

/** Reads `manifest.json`. @throws {MapPackError} naming the field. */
export function readManifest(text: string): Manifest {
  return checked(manifestSchema, 'manifest.json', text);
}

/** Reads one file of a pack. @throws {MapPackError} naming `file` and the field. */
export function readTopology(file: string, text: string): MapTopology {
  const topology: MapTopology = checked(topologySchema, file, text);
  const { arcs, objects } = topology;
  const seen = new Set<string>();
  for (const { id, arcs: polygons } of Object.values(objects).flatMap(({ geometries }) => geometries)) {
    if (seen.has(id)) throw new MapPackError(`${file}: the area ${id} is there twice`);
    seen.add(id);
    if (polygons.flat(2).some((arc) => (arc < 0 ? ~arc : arc) >= arcs.length))
      throw new MapPackError(`${file}: the area ${id} has an arc that is not there`);
  }
  return topology;
}

function checked<T>(schema: z.ZodType<T>, file: string, text: string): T {
  const result = schema.safeParse(parsed(file, text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` ${issue.path.join('.')}`;
  throw new MapPackError(`${file}:${where}: ${issue?.message ?? 'is not what it should be'}`);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MapPackError(`${file}: is not JSON; is it whole?`, { cause: error });
  }
}
