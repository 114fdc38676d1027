import type { AreaTree } from '../areas/area-tree.ts';

/** A node as Element Plus takes it. */
interface AreaChoice {
  readonly value: string;
  readonly label: string;
  readonly children: AreaChoice[];
}

/** What is chosen from: the subtrees of the scope, or everything below our province. Grids are too many to choose from. */
export function areaChoices(
  tree: AreaTree,
  scope: readonly string[] | null,
  nameOf: (areaId: string) => string,
): readonly AreaChoice[] {
  const roots = scope ?? (tree.root === null ? [] : [tree.root.areaId]);
  const choice = (areaId: string): AreaChoice => ({
    value: areaId,
    label: nameOf(areaId),
    children: (tree.childrenOf.get(areaId) ?? [])
      .filter(({ level }) => level !== 'grid')
      .map((child) => choice(child.areaId)),
  });
  return roots.filter((areaId) => tree.byId.has(areaId)).map(choice);
}
