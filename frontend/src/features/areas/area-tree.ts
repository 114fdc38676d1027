import type { AreaDto } from '@tidewall/streams/events';

export type AreaLevel = AreaDto['level'];

/** The operator's areas as a tree, whatever its depth. */
export interface AreaTree {
  readonly byId: ReadonlyMap<string, AreaDto>;
  readonly childrenOf: ReadonlyMap<string, readonly AreaDto[]>;
  /** Our province: the province with the most covered areas below it. Null when no area is covered. */
  readonly root: AreaDto | null;
}

export function buildAreaTree(areas: readonly AreaDto[]): AreaTree {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const childrenOf = new Map<string, AreaDto[]>();
  for (const area of areas) {
    if (area.parentId === null) continue;
    const siblings = childrenOf.get(area.parentId);
    if (siblings === undefined) childrenOf.set(area.parentId, [area]);
    else siblings.push(area);
  }
  return { byId, childrenOf, root: ownProvince(areas, byId) };
}

function ownProvince(areas: readonly AreaDto[], byId: ReadonlyMap<string, AreaDto>): AreaDto | null {
  const covered = new Map<AreaDto, number>();
  for (const area of areas) {
    if (!area.covered) continue;
    const province = ancestorAt(byId, area.areaId, 'province');
    if (province !== null) covered.set(province, (covered.get(province) ?? 0) + 1);
  }
  let best: AreaDto | null = null;
  for (const [province, count] of covered) {
    if (best === null || count > (covered.get(best) ?? 0)) best = province;
  }
  return best;
}

/** The area itself or its ancestor of the level; null when there is none. */
export function ancestorAt(
  byId: ReadonlyMap<string, AreaDto>,
  areaId: string | null,
  level: AreaLevel,
): AreaDto | null {
  let area = areaId === null ? undefined : byId.get(areaId);
  for (let steps = 0; area !== undefined && steps < 12; steps++) {
    if (area.level === level) return area;
    area = area.parentId === null ? undefined : byId.get(area.parentId);
  }
  return null;
}

/** All areas of a level below `rootId`, in the order of the tree. */
export function descendantsAt(tree: AreaTree, rootId: string, level: AreaLevel): readonly AreaDto[] {
  const found: AreaDto[] = [];
  const visit = (areaId: string, depth: number): void => {
    for (const child of tree.childrenOf.get(areaId) ?? []) {
      if (child.level === level) found.push(child);
      else if (depth < 12) visit(child.areaId, depth + 1);
    }
  };
  visit(rootId, 0);
  return found;
}
