import { boundsOf } from './bounds.ts';
import { MapPackError } from './map-pack-error.ts';
import type {
  AreaLevel,
  Arc,
  LayeredTopology,
  MapShape,
  MapTopology,
  ShapeProperties,
} from './map-pack.types.ts';
import { AREA_LEVELS } from './manifest.ts';

/** The map of one area and its children. */
export interface ParentMap {
  readonly areaId: string;
  readonly level: AreaLevel;
  /** The level of most of its children. */
  readonly childLevel: AreaLevel;
  readonly children: number;
  readonly topology: MapTopology;
}

type LayeredShape = MapShape<ShapeProperties & { readonly parentId: string }>;
type Placed = readonly [AreaLevel, LayeredShape];

/**
 * Cuts a map of all levels into one map for each area with children, highest first. Arcs stay as they are, so that those
 * which two maps have in common are the same in both.
 */
export function splitByParent(layered: LayeredTopology): readonly ParentMap[] {
  const byId = new Map<string, Placed>();
  const childrenOf = new Map<string, Placed[]>();
  for (const level of AREA_LEVELS)
    for (const shape of layered.objects[level]?.geometries ?? []) {
      if (byId.has(shape.id)) throw new MapPackError(`the area ${shape.id} is there twice`);
      byId.set(shape.id, [level, shape]);
      const siblings = childrenOf.get(shape.properties.parentId) ?? [];
      childrenOf.set(shape.properties.parentId, [...siblings, [level, shape]]);
    }
  const maps: ParentMap[] = [];
  for (const [areaId, parent] of byId) {
    const children = childrenOf.get(areaId);
    if (children !== undefined) maps.push(parentMap(layered, parent, children));
  }
  return maps;
}

function parentMap(
  layered: LayeredTopology,
  [level, parent]: Placed,
  children: readonly Placed[],
): ParentMap {
  const arcs = new ArcChoice(layered);
  const objects: Partial<Record<AreaLevel, { type: 'GeometryCollection'; geometries: MapShape[] }>> = {};
  for (const [at, shape] of [[level, parent], ...children] satisfies Placed[]) {
    const object = (objects[at] ??= { type: 'GeometryCollection', geometries: [] });
    object.geometries.push(arcs.shape(shape));
  }
  const { transform } = layered;
  const topology: MapTopology = {
    type: 'Topology',
    bbox: boundsOf(transform, arcs.chosen),
    transform,
    objects,
    arcs: arcs.chosen,
  };
  return {
    areaId: parent.id,
    level,
    childLevel: commonest(children.map(([childLevel]) => childLevel)),
    children: children.length,
    topology,
  };
}

function commonest(levels: readonly AreaLevel[]): AreaLevel {
  const count = (level: AreaLevel): number => levels.filter((other) => other === level).length;
  return levels.reduce((best, level) => (count(level) > count(best) ? level : best));
}

/** The arcs that some shapes use, under numbers of their own. */
class ArcChoice {
  readonly chosen: Arc[] = [];
  readonly #from: LayeredTopology;
  readonly #numbers = new Map<number, number>();

  constructor(from: LayeredTopology) {
    this.#from = from;
  }

  shape({ type, id, properties, arcs }: LayeredShape): MapShape {
    const { name, nameEn, centre } = properties;
    return {
      type,
      id,
      properties: { name, nameEn, centre },
      arcs: arcs.map((polygon) => polygon.map((ring) => ring.map((arc) => this.#number(arc)))),
    };
  }

  #number(index: number): number {
    const forward = index < 0 ? ~index : index;
    let number = this.#numbers.get(forward);
    if (number === undefined) {
      number = this.chosen.push(this.#from.arcs[forward] ?? []) - 1;
      this.#numbers.set(forward, number);
    }
    return index < 0 ? ~number : number;
  }
}
