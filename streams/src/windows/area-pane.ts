import type { AreaTree } from '../reference/areas.ts';
import { hashKey } from '../state/key-index.ts';

/** Counts of one area in one window. */
export interface AreaCounts {
  readonly area: number;
  readonly subscribers: number;
  readonly signalling: number;
  readonly usage: number;
}

/**
 * One minute of all areas: signalling and usage records and exact distinct subscribers of every area of every level.
 * Order of arrival does not matter. Records are counted at their lowest area and added up when read; a subscriber is
 * counted in an area (and its ancestors) at the first record there. One hash entry a subscriber, 12 to 24 bytes.
 */
export class AreaPane {
  readonly #signalling = new Map<number, number>();
  readonly #usage = new Map<number, number>();
  readonly #counts = new Map<number, number>();
  #keys: Float64Array;
  #leaves: Int32Array;
  #size = 0;
  /** Further lowest areas of subscribers seen in more than one. */
  readonly #further = new Map<number, number[]>();

  /** `expected` subscribers: the size of the pane before is a good guess. */
  constructor(expected = 16) {
    let slots = 64;
    while (slots < expected * 2.5) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#leaves = new Int32Array(slots);
  }

  get subscribers(): number {
    return this.#size;
  }

  add(areas: AreaTree, key: number, leaf: number, signalling: boolean): void {
    const counts = signalling ? this.#signalling : this.#usage;
    counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
    this.#see(areas, key, leaf);
  }

  /** Figures of all areas that had a record, in order of index. */
  read(areas: AreaTree): AreaCounts[] {
    const signalling = rollUp(areas, this.#signalling);
    const usage = rollUp(areas, this.#usage);
    return [...this.#counts]
      .sort(([a], [b]) => a - b)
      .map(([area, subscribers]) => ({
        area,
        subscribers,
        signalling: signalling.get(area) ?? 0,
        usage: usage.get(area) ?? 0,
      }));
  }

  #see(areas: AreaTree, key: number, leaf: number): void {
    const mask = this.#keys.length - 1;
    let at = hashKey(key) & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    if (this.#keys[at] === 0) {
      this.#keys[at] = key;
      this.#leaves[at] = leaf;
      this.#count(areas, leaf, -1, null);
      if (++this.#size * 2 > this.#keys.length) this.#grow();
      return;
    }
    const first = this.#leaves[at]!;
    if (first === leaf) return;
    const further = this.#further.get(key);
    if (further?.includes(leaf)) return;
    this.#count(areas, leaf, first, further ?? null);
    if (further) further.push(leaf);
    else this.#further.set(key, [leaf]);
  }

  /** Counts the subscriber in the areas of the leaf's chain where it was not seen before (`first` −1: nowhere). */
  #count(areas: AreaTree, leaf: number, first: number, further: readonly number[] | null): void {
    for (const area of areas.chain(leaf)) {
      if (first >= 0 && areas.contains(area, first)) continue;
      if (further?.some((other) => areas.contains(area, other))) continue;
      this.#counts.set(area, (this.#counts.get(area) ?? 0) + 1);
    }
  }

  #grow(): void {
    const keys = this.#keys;
    const leaves = this.#leaves;
    this.#keys = new Float64Array(keys.length * 2);
    this.#leaves = new Int32Array(keys.length * 2);
    const mask = this.#keys.length - 1;
    for (let from = 0; from < keys.length; from++) {
      if (keys[from] === 0) continue;
      let at = hashKey(keys[from]!) & mask;
      while (this.#keys[at] !== 0) at = (at + 1) & mask;
      this.#keys[at] = keys[from]!;
      this.#leaves[at] = leaves[from]!;
    }
  }

  snapshot(): unknown {
    const seen: [number, number][] = [];
    for (let at = 0; at < this.#keys.length; at++) {
      if (this.#keys[at] !== 0) seen.push([this.#keys[at]!, this.#leaves[at]!]);
    }
    return {
      signalling: [...this.#signalling],
      usage: [...this.#usage],
      subscribers: [...this.#counts],
      further: [...this.#further],
      seen,
    };
  }

  static restore(state: unknown): AreaPane {
    const saved = state as {
      signalling: [number, number][];
      usage: [number, number][];
      subscribers: [number, number][];
      further: [number, number[]][];
      seen: [number, number][];
    };
    const pane = new AreaPane();
    for (const [area, count] of saved.signalling) pane.#signalling.set(area, count);
    for (const [area, count] of saved.usage) pane.#usage.set(area, count);
    for (const [area, count] of saved.subscribers) pane.#counts.set(area, count);
    for (const [key, leaves] of saved.further) pane.#further.set(key, leaves);
    while (pane.#keys.length < saved.seen.length * 2 + 1) pane.#grow();
    const mask = pane.#keys.length - 1;
    for (const [key, leaf] of saved.seen) {
      let at = hashKey(key) & mask;
      while (pane.#keys[at] !== 0) at = (at + 1) & mask;
      pane.#keys[at] = key;
      pane.#leaves[at] = leaf;
      pane.#size++;
    }
    return pane;
  }
}

function rollUp(areas: AreaTree, leaves: ReadonlyMap<number, number>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [leaf, count] of leaves) {
    for (const area of areas.chain(leaf)) sums.set(area, (sums.get(area) ?? 0) + count);
  }
  return sums;
}
