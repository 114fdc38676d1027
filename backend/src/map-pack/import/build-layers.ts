import type { Arc, AreaLevel, LayeredTopology, Position } from '../map-pack.types.ts';
import { boundsOf } from '../bounds.ts';
import { planAreas } from './area-plan.ts';
import { BorderNet } from './border-net.ts';
import { GRID_DEGREES } from './cut-arcs.ts';
import type { Matching } from './match-areas.ts';
import type { AreaDto } from '@tidewall/streams/events';

type LayeredShape = NonNullable<LayeredTopology['objects'][AreaLevel]>['geometries'][number];

export interface BuiltLayers {
  readonly layered: LayeredTopology;
  /** Points of all borders before and after they were simplified, each border counted once. */
  readonly points: readonly [number, number];
  /** Areas of which nothing is left on the grid. */
  readonly vanished: readonly string[];
}

/**
 * Builds one map of all levels: neighbours share their borders, parents are made of their children, and borders are
 * simplified once for all, so that no gaps open between areas or levels.
 *
 * @param tolerance metres by which a border may move; 0 leaves it as it is
 */
export function buildLayers(
  matching: Matching,
  areas: ReadonlyMap<string, AreaDto>,
  tolerance: number,
): BuiltLayers {
  const plan = planAreas(matching, areas);
  const net = new BorderNet(plan, tolerance);
  const objects: Partial<Record<AreaLevel, { type: 'GeometryCollection'; geometries: LayeredShape[] }>> = {};
  const vanished: string[] = [];
  for (const [areaId, { area, parentId }] of plan) {
    const arcs = net.polygonsOf(areaId);
    if (arcs.length === 0) {
      vanished.push(areaId);
      continue;
    }
    const { name, nameEn, level } = area;
    const centre = matching.matched.get(areaId)?.feature.centre ?? net.middleOf(areaId);
    const object = (objects[level] ??= { type: 'GeometryCollection', geometries: [] });
    object.geometries.push({
      type: 'MultiPolygon',
      id: areaId,
      properties: { name, nameEn, parentId, centre: rounded(centre) },
      arcs,
    });
  }
  const { arcs, transform } = quantised(net.lines);
  const layered: LayeredTopology = {
    type: 'Topology',
    bbox: boundsOf(transform, arcs),
    transform,
    arcs,
    objects,
  };
  return { layered, points: net.points, vanished };
}

function rounded([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e5) / 1e5, Math.round(latitude * 1e5) / 1e5];
}

function quantised(lines: readonly (readonly Position[])[]): Pick<LayeredTopology, 'arcs' | 'transform'> {
  let [west, south] = [Infinity, Infinity];
  for (const line of lines)
    for (const [x, y] of line) [west, south] = [Math.min(west, x), Math.min(south, y)];
  const arcs = lines.map((line): Arc => {
    let [px, py] = [west, south];
    return line.map(([x, y]): Position => {
      const step: Position = [x - px, y - py];
      [px, py] = [x, y];
      return step;
    });
  });
  const degrees = (steps: number, from: number): number =>
    Math.round((steps * GRID_DEGREES - from) * 1e5) / 1e5;
  return {
    arcs,
    transform: { scale: [GRID_DEGREES, GRID_DEGREES], translate: [degrees(west, 180), degrees(south, 90)] },
  };
}
