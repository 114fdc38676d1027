/** A count of people in an area; parents hold what their children hold. */
export interface AreaCount {
  readonly areaId: string;
  /** Null, or an area that is not among the counts: nothing above it is shown. */
  readonly parentId: string | null;
  readonly count: number;
}

/** What is shown of a count: itself, that it is below k, or only that it is not. */
export type Standing = 'shown' | 'few' | 'withheld';

export interface CountNode {
  /** Null: what a parent holds beyond its children. It is never shown, but nobody is relied on not to know it. */
  readonly areaId: string | null;
  readonly parent: CountNode | null;
  readonly children: CountNode[];
  /** As it adds up: distinct people in overlapping children count as often as they are there. */
  count: number;
  standing: Standing;
}

/** The counts as trees whose figures add up exactly; everything shown. Nodes come parents first. */
export function forestOf(counts: readonly AreaCount[]): readonly CountNode[] {
  const known = new Map(counts.map((count) => [count.areaId, count]));
  const nodes = new Map<string, CountNode>();
  const order: CountNode[] = [];
  const nodeOf = (areaId: string): CountNode | null => {
    const made = nodes.get(areaId);
    if (made !== undefined) return made;
    const given = known.get(areaId);
    if (given === undefined) return null;
    const parent = given.parentId === null ? null : nodeOf(given.parentId);
    const node: CountNode = { areaId, parent, children: [], count: given.count, standing: 'shown' };
    nodes.set(areaId, node);
    order.push(node);
    parent?.children.push(node);
    return node;
  };
  for (const { areaId } of counts) nodeOf(areaId);
  addUp(order);
  return order;
}

/** Makes each parent the sum of its children, lowest first, with what is left as a child of its own. */
function addUp(order: CountNode[]): void {
  for (const node of order.toReversed()) {
    if (node.children.length === 0) continue;
    const below = node.children.reduce((sum, { count }) => sum + count, 0);
    const rest = node.count - below;
    if (rest > 0) {
      const beyond: CountNode = { areaId: null, parent: node, children: [], count: rest, standing: 'shown' };
      node.children.push(beyond);
      order.push(beyond);
    } else node.count = below;
  }
}
