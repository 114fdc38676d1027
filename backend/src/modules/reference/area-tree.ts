import type { AreaDto } from '@tidewall/streams';

/** The areas as people see them: by id, with parents, children and whole subtrees. Immutable. */
export class AreaTree {
  readonly areas: readonly AreaDto[];
  readonly #byId: ReadonlyMap<string, AreaDto>;
  readonly #children = new Map<string | null, AreaDto[]>();

  constructor(areas: readonly AreaDto[]) {
    this.areas = areas;
    this.#byId = new Map(areas.map((area) => [area.areaId, area]));
    for (const area of areas) {
      const siblings = this.#children.get(area.parentId);
      if (siblings) siblings.push(area);
      else this.#children.set(area.parentId, [area]);
    }
  }

  get(areaId: string): AreaDto | undefined {
    return this.#byId.get(areaId);
  }

  children(areaId: string): readonly AreaDto[] {
    return this.#children.get(areaId) ?? [];
  }

  /** The area and its ancestors, lowest first; empty for an unknown one. A cycle in the data ends the walk. */
  chain(areaId: string): readonly AreaDto[] {
    const chain: AreaDto[] = [];
    for (let area = this.get(areaId); area !== undefined && !chain.includes(area);) {
      chain.push(area);
      area = area.parentId === null ? undefined : this.get(area.parentId);
    }
    return chain;
  }

  /** The ancestor (or the area itself) at a level. */
  ancestorAt(areaId: string, level: AreaDto['level']): AreaDto | undefined {
    return this.chain(areaId).find((area) => area.level === level);
  }

  /** Ids of the area and everything below it. */
  subtree(areaId: string): readonly string[] {
    const found = this.get(areaId) === undefined ? [] : [areaId];
    for (let at = 0; at < found.length; at++) {
      for (const child of this.children(found[at] ?? '')) found.push(child.areaId);
    }
    return found;
  }
}
