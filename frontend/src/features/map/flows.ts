import type { FlowNow, OriginNow } from '@tidewall/streams/events';
import { ancestorAt, type AreaTree } from '../areas/area-tree.ts';

export interface FlowView {
  /** Origins outside our province, most first. */
  readonly outside: readonly OriginNow[];
  /** Home city → how many came back to it from outside at least: of the flows that are told. */
  readonly inbound: ReadonlyMap<string, number>;
  /** From city to city of our province, most first. */
  readonly inside: readonly FlowNow[];
}

/**
 * Today's homecomings as the map shows them. Origins outside are provinces, whatever level the flow names. Flows of few
 * people are not told; the sum of an origin counts them.
 */
export function flowView(flows: readonly FlowNow[], sums: readonly OriginNow[], tree: AreaTree): FlowView {
  const outside = new Map<string, number>();
  const inbound = new Map<string, number>();
  const inside: FlowNow[] = [];
  for (const flow of flows) {
    const province = ancestorAt(tree.byId, flow.fromAreaId, 'province');
    if (province !== null && province.areaId === tree.root?.areaId) {
      inside.push(flow);
      continue;
    }
    add(inbound, flow.toAreaId, flow.count);
  }
  for (const { areaId, count } of sums) {
    const province = ancestorAt(tree.byId, areaId, 'province');
    if (province === null || province.areaId !== tree.root?.areaId)
      add(outside, province?.areaId ?? areaId, count);
  }
  const origins = [...outside].map(([areaId, count]) => ({ areaId, count }));
  return { outside: mostFirst(origins), inbound, inside: mostFirst(inside) };
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function mostFirst<T extends { readonly count: number }>(list: readonly T[]): readonly T[] {
  return list.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}

type Point = readonly [number, number];

export interface Arrow {
  /** SVG path data of the curve. */
  readonly line: string;
  /** SVG path data of the head. */
  readonly head: string;
}

/** A bent arrow that stops `gap` short of its end. `bend` is the sideways bow as a fraction of the length. */
export function arrowBetween(from: Point, to: Point, width: number, gap: number, bend: number): Arrow {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const control: Point = [(from[0] + to[0]) / 2 - dy * bend, (from[1] + to[1]) / 2 + dx * bend];
  return arrowAlong(from, control, to, width, gap);
}

function arrowAlong(from: Point, control: Point, to: Point, width: number, gap: number): Arrow {
  const direction = unitVector(control, to);
  const size = Math.max(width * 1.6, gap * 0.55);
  const tip: Point = [to[0] - direction[0] * gap, to[1] - direction[1] * gap];
  const base: Point = [tip[0] - direction[0] * size, tip[1] - direction[1] * size];
  const side: Point = [-direction[1] * size * 0.55, direction[0] * size * 0.55];
  return {
    line: `M${point(from)}Q${point(control)} ${point(base)}`,
    head: `M${point(tip)}L${point([base[0] + side[0], base[1] + side[1]])}L${point([base[0] - side[0], base[1] - side[1]])}Z`,
  };
}

function unitVector(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function point([x, y]: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
