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
  /** Records by lowest area: signalling at 2 × area, usage beside it. */
  #records = new Int32Array(0);
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
    if (leaf * 2 >= this.#records.length) this.#reserve(Math.max(areas.size, leaf + 1));
    this.#records[signalling ? leaf * 2 : leaf * 2 + 1]!++;
    this.#see(areas, key, leaf);
  }

  /** Figures of all areas that had a record, in order of index. */
  read(areas: AreaTree): AreaCounts[] {
    const sums = new Int32Array(areas.size * 2);
    for (let leaf = 0; leaf * 2 < this.#records.length; leaf++) {
      const signalling = this.#records[leaf * 2]!;
      const usage = this.#records[leaf * 2 + 1]!;
      if (signalling + usage === 0) continue;
      for (const area of areas.chain(leaf)) {
        sums[area * 2]! += signalling;
        sums[area * 2 + 1]! += usage;
      }
    }
    return [...this.#counts]
      .sort(([a], [b]) => a - b)
      .map(([area, subscribers]) => ({
        area,
        subscribers,
        signalling: sums[area * 2] ?? 0,
        usage: sums[area * 2 + 1] ?? 0,
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

  #reserve(areas: number): void {
    const records = new Int32Array(areas * 2);
    records.set(this.#records);
    this.#records = records;
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
      records: [...this.#records.entries()].filter(([, count]) => count > 0),
      subscribers: [...this.#counts],
      further: [...this.#further],
      seen,
    };
  }

  static restore(state: unknown): AreaPane {
    const saved = state as {
      records: [number, number][];
      subscribers: [number, number][];
      further: [number, number[]][];
      seen: [number, number][];
    };
    const pane = new AreaPane();
    pane.#reserve(Math.floor(Math.max(-1, ...saved.records.map(([at]) => at)) / 2) + 1);
    for (const [at, count] of saved.records) pane.#records[at] = count;
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
