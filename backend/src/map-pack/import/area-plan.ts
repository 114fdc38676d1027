import type { AreaDto } from '@tidewall/streams/events';
import { pathOf, type Matching } from './match-areas.ts';
import type { Polygon } from './source.types.ts';

/** An area that will be in the pack. */
export interface PlannedArea {
  readonly area: AreaDto;
  /** Empty for the root. */
  readonly parentId: string;
  readonly children: readonly string[];
  /** Its own outline; null where it is that of its children together. */
  readonly polygons: readonly Polygon[] | null;
}

/**
 * What the pack will hold, parents first. An area whose children are all there is drawn from them, so that levels fit
 * each other exactly; else its own outline is used, where it has one.
 */
export function planAreas(
  { matched, rootId }: Matching,
  areas: ReadonlyMap<string, AreaDto>,
): ReadonlyMap<string, PlannedArea> {
  const present = new Set<string>();
  for (const areaId of matched.keys()) {
    const path = pathOf(areaId, areas);
    for (const above of path.slice(path.indexOf(rootId ?? ''))) present.add(above);
  }
  const childrenOf = Map.groupBy(areas.values(), ({ parentId }) => parentId);
  const order = [...present].sort((a, b) => pathOf(a, areas).length - pathOf(b, areas).length);
  const plan = new Map<string, PlannedArea>();
  for (const areaId of order) {
    const area = areas.get(areaId);
    if (area === undefined) continue;
    const known = childrenOf.get(areaId) ?? [];
    const children = known.map((child) => child.areaId).filter((childId) => present.has(childId));
    const own = matched.get(areaId)?.feature.polygons ?? null;
    const isWhole = children.length > 0 && children.length === known.length;
    plan.set(areaId, {
      area,
      parentId: areaId === rootId ? '' : (area.parentId ?? ''),
      children,
      polygons: isWhole ? null : own,
    });
  }
  return plan;
}
