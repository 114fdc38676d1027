import type { Ring } from './source.types.ts';

/** An area as rings; even-odd, so their order and winding do not matter. */
export interface Outline {
  readonly areaId: string;
  readonly rings: readonly Ring[];
}

/** What children leave free, cover twice and reach beyond, as parts of the whole. */
export interface Coverage {
  readonly overlap: number;
  /** The two that overlap most. */
  readonly overlapping: readonly [string, string] | null;
  /** Of the parent; 0 where it has no outline of its own. */
  readonly gap: number;
  readonly outside: number;
  /** The child that reaches beyond most. */
  readonly farthest: string | null;
}

const LINES = 1_000;

type Span = readonly [number, number];

/**
 * Compares children with each other and with their parent along `LINES` lines of latitude: exact along each line, so a
 * sliver counts by its area.
 */
export function coverageOf(children: readonly Outline[], parent: Outline | null): Coverage {
  const all = parent === null ? children : [parent, ...children];
  const [south, north] = latitudes(all);
  const step = (north - south) / LINES;
  const spansOf = all.map(({ rings }) => crossings(rings, south, step));
  const childSpans = parent === null ? spansOf : spansOf.slice(1);
  const parentSpans = parent === null ? null : (spansOf[0] ?? []);
  const sum = new Sums();
  for (let line = 0; line < LINES; line++) {
    const weight = Math.cos(((south + (line + 0.5) * step) * Math.PI) / 180);
    const spans = childSpans.map((lines) => lines[line] ?? []);
    sum.overlaps(children, spans, weight);
    if (parentSpans !== null) sum.against(children, spans, parentSpans[line] ?? [], weight);
    else sum.whole += weight * lengthOf(union(spans.flat()));
  }
  return sum.coverage();
}

class Sums {
  whole = 0;
  #gap = 0;
  readonly #overlap = new Map<string, number>();
  readonly #outside = new Map<string, number>();

  overlaps(children: readonly Outline[], spans: readonly (readonly Span[])[], weight: number): void {
    const ends = spans
      .flatMap((list, child) => list.map(([from, to]) => ({ from, to, child })))
      .sort((a, b) => a.from - b.from);
    for (const [i, a] of ends.entries())
      for (let j = i + 1; j < ends.length && (ends[j]?.from ?? Infinity) < a.to; j++) {
        const b = ends[j];
        if (b === undefined || a.child === b.child) continue;
        const key = [children[a.child]?.areaId, children[b.child]?.areaId].sort().join('\n');
        add(this.#overlap, key, weight * (Math.min(a.to, b.to) - b.from));
      }
  }

  against(
    children: readonly Outline[],
    spans: readonly (readonly Span[])[],
    parent: readonly Span[],
    weight: number,
  ): void {
    this.whole += weight * lengthOf(parent);
    this.#gap += weight * (lengthOf(parent) - common(parent, union(spans.flat())));
    for (const [child, own] of spans.entries())
      add(this.#outside, children[child]?.areaId ?? '', weight * (lengthOf(own) - common(own, parent)));
  }

  coverage(): Coverage {
    const part = (length: number): number => (this.whole === 0 ? 0 : length / this.whole);
    const [overlap, pair] = most(this.#overlap);
    const [outside, farthest] = most(this.#outside);
    const [a, b] = pair?.split('\n') ?? [];
    return {
      overlap: part(overlap),
      overlapping: a === undefined || b === undefined ? null : [a, b],
      gap: part(this.#gap),
      outside: part(outside),
      farthest,
    };
  }
}

function add(sums: Map<string, number>, key: string, value: number): void {
  if (value > 0) sums.set(key, (sums.get(key) ?? 0) + value);
}

/** The sum of all, and who has most of it. */
function most(sums: ReadonlyMap<string, number>): readonly [number, string | null] {
  let [total, best, who]: [number, number, string | null] = [0, 0, null];
  for (const [key, value] of sums) {
    total += value;
    if (value > best) [best, who] = [value, key];
  }
  return [total, who];
}

function latitudes(outlines: readonly Outline[]): readonly [number, number] {
  let [south, north] = [Infinity, -Infinity];
  for (const { rings } of outlines)
    for (const ring of rings)
      for (const [, latitude] of ring)
        [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  return [south, north];
}

/** What of each line lies inside, west to east. */
function crossings(rings: readonly Ring[], south: number, step: number): readonly (readonly Span[])[] {
  const lines = Array.from({ length: LINES }, (): number[] => []);
  const lineAt = (latitude: number): number => (latitude - south) / step - 0.5;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] ?? [0, 0];
      const [bx, by] = ring[i] ?? [0, 0];
      const [low, high] = ay < by ? [lineAt(ay), lineAt(by)] : [lineAt(by), lineAt(ay)];
      for (let line = Math.ceil(low); line < high && line < LINES; line++)
        lines[line]?.push(ax + ((south + (line + 0.5) * step - ay) / (by - ay)) * (bx - ax));
    }
  return lines.map((xs) => {
    xs.sort((a, b) => a - b);
    return xs.flatMap((x, i) =>
      i % 2 === 0 && xs[i + 1] !== undefined ? [[x, xs[i + 1] ?? x] as const] : [],
    );
  });
}

function union(spans: readonly Span[]): readonly Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Length that two lists of disjoint spans have in common. */
function common(a: readonly Span[], b: readonly Span[]): number {
  let length = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [from, to] = a[i] ?? [0, 0];
    const [otherFrom, otherTo] = b[j] ?? [0, 0];
    length += Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    if (to < otherTo) i++;
    else j++;
  }
  return length;
}
