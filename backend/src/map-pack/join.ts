import { boundsOf } from './bounds.ts';
import type { AreaLevel, Arc, MapShape, MapTopology } from './map-pack.types.ts';

type Objects = Partial<Record<AreaLevel, { type: 'GeometryCollection'; geometries: MapShape[] }>>;

/**
 * The map of a parent with the maps of its children laid over it: one level more. Arcs that they have in common become
 * one, so that borders are drawn once. All maps are of one pack and have its transform.
 */
export function joinMaps(parent: MapTopology, children: readonly MapTopology[]): MapTopology {
  const arcs = new SharedArcs();
  const objects: Objects = {};
  const known = new Set<string>();
  for (const map of [parent, ...children]) {
    const numbers = map.arcs.map((arc) => arcs.number(arc));
    for (const level of levelsOf(map))
      for (const shape of map.objects[level]?.geometries ?? []) {
        // A child's own outline has come with its parent.
        if (known.has(shape.id)) continue;
        known.add(shape.id);
        const object = (objects[level] ??= { type: 'GeometryCollection', geometries: [] });
        object.geometries.push(renumbered(shape, numbers));
      }
  }
  const { type, bbox, transform } = parent;
  return { type, bbox, transform, objects, arcs: arcs.all };
}

/** One area of a map alone; null when it is not there. */
export function onlyArea(map: MapTopology, areaId: string): MapTopology | null {
  for (const level of levelsOf(map)) {
    const shape = map.objects[level]?.geometries.find(({ id }) => id === areaId);
    if (shape === undefined) continue;
    const arcs = new SharedArcs();
    const numbers = map.arcs.map(() => 0);
    for (const index of shape.arcs.flat(2)) {
      const forward = index < 0 ? ~index : index;
      numbers[forward] = arcs.number(map.arcs[forward] ?? []);
    }
    const { type, transform } = map;
    const bbox = boundsOf(transform, arcs.all);
    const objects: Objects = {
      [level]: { type: 'GeometryCollection', geometries: [renumbered(shape, numbers)] },
    };
    return { type, bbox, transform, objects, arcs: arcs.all };
  }
  return null;
}

function levelsOf(map: MapTopology): readonly AreaLevel[] {
  return Object.keys(map.objects) as AreaLevel[];
}

function renumbered(shape: MapShape, numbers: readonly number[]): MapShape {
  const renumber = (index: number): number => (index < 0 ? ~(numbers[~index] ?? 0) : (numbers[index] ?? 0));
  return { ...shape, arcs: shape.arcs.map((polygon) => polygon.map((ring) => ring.map(renumber))) };
}

class SharedArcs {
  readonly all: Arc[] = [];
  readonly #numbers = new Map<string, number>();

  number(arc: Arc): number {
    const key = arc.join(' ');
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.all.push(arc) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
