import { z } from 'zod';
import type { Position } from '../map-pack.types.ts';

const indices = z.array(z.int());
const shape = {
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
};
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), ...shape, arcs: z.array(indices) }),
  z.object({ type: z.literal('MultiPolygon'), ...shape, arcs: z.array(z.array(indices)) }),
]);
const pair = z.tuple([z.number(), z.number()]);
const arcSchema = z.custom<readonly Position[]>(
  (value) =>
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every(
      (point) => Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number',
    ),
);

/** TopoJSON as others write it; points, lines and null geometries are passed over. */
export const topologySchema = z.object({
  type: z.literal('Topology'),
  transform: z.object({ scale: pair, translate: pair }).optional(),
  arcs: z.array(arcSchema),
  objects: z.record(z.string(), z.looseObject({ type: z.string() })),
});
type SourceTopology = z.output<typeof topologySchema>;
type SourceGeometry = z.output<typeof geometrySchema>;

/** The areas of a TopoJSON as GeoJSON features; the name of their object is their level where they do not say. */
export function decodeTopology(topology: SourceTopology): readonly unknown[] {
  const lines = topology.arcs.map((arc) => decodeArc(arc, topology.transform));
  return Object.entries(topology.objects).flatMap(([level, object]) =>
    geometriesIn(object).map((geometry) => ({
      type: 'Feature',
      id: geometry.id,
      properties: { level, ...geometry.properties },
      geometry: {
        type: geometry.type,
        coordinates:
          geometry.type === 'Polygon'
            ? geometry.arcs.map((ring) => joinArcs(ring, lines))
            : geometry.arcs.map((polygon) => polygon.map((ring) => joinArcs(ring, lines))),
      },
    })),
  );
}

function geometriesIn(object: Readonly<Record<string, unknown>>): readonly SourceGeometry[] {
  const { geometries } = object;
  const list: readonly unknown[] = Array.isArray(geometries) ? (geometries as unknown[]) : [object];
  return list.flatMap((item) => {
    const parsed = geometrySchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function decodeArc(arc: readonly Position[], transform: SourceTopology['transform']): readonly Position[] {
  if (transform === undefined) return arc.map(([x, y]) => [x, y]);
  const { scale, translate } = transform;
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** An arc that is not there gives no points: the ring is then found not to be one. */
function joinArcs(arcs: readonly number[], lines: readonly (readonly Position[])[]): readonly Position[] {
  return arcs.flatMap((arc, index) => {
    const line = arc < 0 ? (lines[~arc]?.toReversed() ?? []) : (lines[arc] ?? []);
    return index === 0 ? line : line.slice(1);
  });
}
