import type { AreaDto } from '@tidewall/streams';
import type { AreaTree } from '../reference/area-tree.ts';
import { protectCounts, type ShownCount } from './privacy/index.ts';

/** Grids are shown, and protected with the rest, as long as there are not too many of them for live maps. */
const MAX_AREAS = 4_000;

/** Our areas, whose figures are protected together. */
export class CoveredAreas {
  readonly areas: readonly AreaDto[];
  readonly #tree: AreaTree;

  constructor(tree: AreaTree) {
    this.#tree = tree;
    const covered = tree.areas.filter((area) => area.covered);
    this.areas = covered.length <= MAX_AREAS ? covered : covered.filter(({ level }) => level !== 'grid');
  }

  /** Counts of lowest areas, added up for everything above them. */
  summed(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const [lowest, count] of counts)
      for (const { areaId } of this.#tree.chain(lowest)) sums.set(areaId, (sums.get(areaId) ?? 0) + count);
    return sums;
  }

  /** What may be shown of counts of people; areas without one have none. */
  protect(counts: ReadonlyMap<string, number>, k: number): ReadonlyMap<string, ShownCount> {
    const all = this.areas.map(({ areaId, parentId }) => ({
      areaId,
      parentId,
      count: counts.get(areaId) ?? 0,
    }));
    return protectCounts(all, k);
  }
}
