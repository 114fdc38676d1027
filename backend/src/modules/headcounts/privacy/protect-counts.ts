import type { ShownCount } from '@tidewall/streams';
import { forestOf, type AreaCount, type CountNode } from './count-forest.ts';
import { feasibleRanges } from './feasible-ranges.ts';

export type { ShownCount };

/**
 * Says what may be shown of counts of people by area, so that no count below `k` is shown or can be worked out.
 *
 * Counts below `k` (none at all, too) are `few`. Where somebody who adds and subtracts everything shown could narrow one
 * of them down, more is withheld, in the nearest area above it first: the smallest that hides it well, down to the lowest
 * level. Of a count below `k` at least `k - 1` values stay possible; where that cannot be had, because an area holds
 * people outside all its children, everything above is withheld.
 *
 * The answer depends on these counts alone: the same figures are treated alike wherever they are shown. With a `k` of 1
 * everything is shown.
 */
export function protectCounts(counts: readonly AreaCount[], k: number): ReadonlyMap<string, ShownCount> {
  // Where nothing is few nothing is hidden.
  if (counts.every(({ count }) => k <= 1 || count >= k))
    return new Map(counts.map(({ areaId, count }) => [areaId, count]));
  const nodes = forestOf(counts);
  const given = new Map(counts.map(({ areaId, count }) => [areaId, count]));
  for (const node of nodes)
    if (node.areaId !== null && (given.get(node.areaId) ?? 0) < k) node.standing = 'few';
  const hopeless = new Set<CountNode>();
  for (let exposed = oneAFamily(nodes, k, hopeless); exposed.length > 0;) {
    const changed = new Set<CountNode>();
    for (const node of exposed) {
      // What is exposed below a change may not be any more: it is looked at again.
      if (isBelow(node, changed)) continue;
      const top = withholdBeside(node, k);
      if (top === null) hopeless.add(node);
      else changed.add(top);
    }
    exposed = oneAFamily(nodes, k, hopeless);
  }
  return new Map(nodes.flatMap((node) => shownOf(node, given)));
}

/**
 * Counts below k of which too few values are possible: the first of each family, since what helps one helps all. Highest
 * first: what is withheld for them goes down to the lowest level and helps there, too.
 */
function oneAFamily(
  nodes: readonly CountNode[],
  k: number,
  hopeless: ReadonlySet<CountNode>,
): readonly CountNode[] {
  const ranges = feasibleRanges(nodes, k);
  const families = new Map<CountNode | null, CountNode>();
  for (const node of nodes) {
    if (node.standing !== 'few' || hopeless.has(node) || families.has(node.parent)) continue;
    // What a small area holds is hidden with the area.
    if (node.parent?.standing === 'few' && !hopeless.has(node.parent)) continue;
    const { low, high } = ranges.get(node)!;
    if (high - low + 1 < k - 1) families.set(node.parent, node);
  }
  return [...families.values()].toSorted((a, b) => depthOf(a) - depthOf(b));
}

function depthOf(node: CountNode): number {
  let depth = 0;
  for (let at = node.parent; at !== null; at = at.parent) depth++;
  return depth;
}

function isBelow(node: CountNode, tops: ReadonlySet<CountNode>): boolean {
  for (let at = node.parent; at !== null; at = at.parent) if (tops.has(at)) return true;
  return false;
}

/** Withholds one more, as near as possible; answers below what, or null when nothing is left to withhold. */
function withholdBeside(exposed: CountNode, k: number): CountNode | null {
  const above = new Set<CountNode>();
  for (let at: CountNode | null = exposed; at !== null; at = at.parent) above.add(at);
  for (let top = exposed.parent; top !== null; top = top.parent) {
    const cover = bestCover(top, above, k);
    if (cover !== undefined) {
      for (let at = cover; at !== top; at = at.parent!) hide(at);
      return top;
    }
    if (top.standing === 'shown') {
      hide(top);
      return top.parent ?? top;
    }
  }
  return null;
}

function hide(node: CountNode): void {
  if (node.standing === 'shown') node.standing = 'withheld';
}

/**
 * Of everything shown below `top` that shows nothing further down: the smallest that leaves room for all values below k,
 * else the largest.
 */
function bestCover(top: CountNode, above: ReadonlySet<CountNode>, k: number): CountNode | undefined {
  let best: CountNode | undefined;
  const roomy = ({ count }: CountNode): boolean => count >= 2 * k - 1;
  const better = (a: CountNode, b: CountNode): boolean =>
    roomy(a) && roomy(b) ? a.count < b.count : a.count > b.count;
  const visit = (node: CountNode): boolean => {
    let shown = false;
    for (const child of node.children) shown = visit(child) || shown;
    if (node === top || above.has(node) || node.areaId === null) return shown;
    if (node.standing !== 'shown') return shown;
    if (!shown && (best === undefined || better(node, best))) best = node;
    return true;
  };
  visit(top);
  return best;
}

function shownOf(
  { areaId, standing }: CountNode,
  given: ReadonlyMap<string, number>,
): readonly (readonly [string, ShownCount])[] {
  if (areaId === null) return [];
  return [[areaId, standing === 'shown' ? (given.get(areaId) ?? 0) : standing]];
}
