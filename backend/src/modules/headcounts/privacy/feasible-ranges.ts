import type { CountNode } from './count-forest.ts';

/** Least and greatest value; the greatest may be infinite. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * What somebody can work out about every count who sees all that is shown, knows that parents are the sums of their
 * children, and knows what “few” and “withheld” mean: the exact set of values that fit, which is a range of whole numbers
 * because the sums form a tree. O(nodes). `nodes` come parents first.
 */
export function feasibleRanges(nodes: readonly CountNode[], k: number): ReadonlyMap<CountNode, Range> {
  const fromBelow = new Map<CountNode, Range>();
  for (const node of nodes.toReversed()) fromBelow.set(node, upward(node, k, fromBelow));
  const ranges = new Map<CountNode, Range>();
  for (const node of nodes) {
    const own = fromBelow.get(node)!;
    if (node.parent === null) ranges.set(node, own);
    if (node.children.length > 0) spread(node, ranges.get(node)!, fromBelow, ranges);
  }
  return ranges;
}

/** What a standing says by itself. Few people may be in several children at once, and add up to more there. */
function meaning({ standing, count }: CountNode, k: number): Range {
  if (standing === 'shown') return { low: count, high: count };
  return standing === 'few' ? { low: 0, high: Math.max(k - 1, count) } : { low: k, high: Infinity };
}

function upward(node: CountNode, k: number, below: ReadonlyMap<CountNode, Range>): Range {
  const own = meaning(node, k);
  if (node.children.length === 0) return own;
  const { low, high } = sumOf(node.children, below);
  return { low: Math.max(own.low, low), high: Math.min(own.high, high) };
}

/** What a parent's range says about each child, given those of its siblings. */
function spread(
  parent: CountNode,
  { low, high }: Range,
  below: ReadonlyMap<CountNode, Range>,
  ranges: Map<CountNode, Range>,
): void {
  const { children } = parent;
  const lows = children.reduce((sum, child) => sum + below.get(child)!.low, 0);
  const bounded = children.reduce((sum, child) => sum + finite(below.get(child)!.high), 0);
  const unbounded = children.filter((child) => below.get(child)!.high === Infinity).length;
  for (const child of children) {
    const own = below.get(child)!;
    const othersUnbounded = unbounded - (own.high === Infinity ? 1 : 0);
    const othersHigh = othersUnbounded > 0 ? Infinity : bounded - finite(own.high);
    ranges.set(child, {
      low: Math.max(own.low, low - othersHigh),
      high: Math.min(own.high, high - (lows - own.low)),
    });
  }
}

function sumOf(nodes: readonly CountNode[], ranges: ReadonlyMap<CountNode, Range>): Range {
  let [low, high] = [0, 0];
  for (const node of nodes) {
    const range = ranges.get(node)!;
    low += range.low;
    high += range.high;
  }
  return { low, high };
}

function finite(value: number): number {
  return value === Infinity ? 0 : value;
}
