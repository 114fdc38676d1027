import type { AreaDto } from '@tidewall/streams/events';
import type { Fault, FaultKind } from './faults.ts';
import { pathOf, type Matching } from './match-areas.ts';
import type { Ring } from './source.types.ts';
import { coverageOf, type Outline } from './scan-lines.ts';

/** Compares the outlines of each area's children with each other and with its own. `tolerance` is a part of the area. */
export function checkCover(
  matching: Matching,
  areas: ReadonlyMap<string, AreaDto>,
  tolerance: number,
): readonly Fault[] {
  const tree = new OutlineTree(matching, areas);
  const nameOf = (areaId: string): string => `${areaId} ${areas.get(areaId)?.name ?? ''}`.trim();
  return tree.parents().flatMap(([parentId, children]) => {
    const cover = coverageOf(children, tree.own(parentId));
    const fault = (kind: FaultKind, part: number, message: string): readonly Fault[] =>
      part <= tolerance
        ? []
        : [
            {
              kind,
              where: nameOf(parentId),
              message: `${message} (${percent(part)} of its area, ${percent(tolerance)} allowed)`,
            },
          ];
    const [a = '', b = ''] = cover.overlapping ?? [];
    return [
      ...fault('overlap', cover.overlap, `children overlap, most of all ${nameOf(a)} and ${nameOf(b)}`),
      ...fault('gap', cover.gap, 'its children leave a part of it free'),
      ...fault(
        'outside-parent',
        cover.outside,
        `children reach beyond it, most of all ${nameOf(cover.farthest ?? '')}`,
      ),
    ];
  });
}

function percent(part: number): string {
  return `${(part * 100).toPrecision(2)} %`;
}

/** Outlines of all areas above what is matched: their own, else those of what is below them together. */
class OutlineTree {
  readonly #matched: Matching['matched'];
  readonly #childrenOf = new Map<string, Set<string>>();

  constructor({ matched, rootId }: Matching, areas: ReadonlyMap<string, AreaDto>) {
    this.#matched = matched;
    for (const areaId of matched.keys()) {
      const path = pathOf(areaId, areas);
      for (let i = path.length - 1; i > 0 && path[i] !== rootId; i--) {
        const [parentId = '', childId = ''] = path.slice(i - 1, i + 1);
        this.#childrenOf.set(parentId, (this.#childrenOf.get(parentId) ?? new Set()).add(childId));
      }
    }
  }

  parents(): readonly (readonly [string, readonly Outline[]])[] {
    return [...this.#childrenOf].map(([parentId, children]) => [
      parentId,
      [...children].map((areaId) => ({ areaId, rings: this.#rings(areaId) })),
    ]);
  }

  own(areaId: string): Outline | null {
    const found = this.#matched.get(areaId);
    return found === undefined ? null : { areaId, rings: found.feature.polygons.flat() };
  }

  #rings(areaId: string): readonly Ring[] {
    const own = this.own(areaId);
    if (own !== null) return own.rings;
    return [...(this.#childrenOf.get(areaId) ?? [])].flatMap((child) => this.#rings(child));
  }
}
