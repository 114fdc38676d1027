import type { ByteDictionary } from '../events/byte-dictionary.ts';

/** Levels of areas, highest first; the index is the code kept in columns. */
export const AREA_LEVELS = ['country', 'province', 'city', 'county', 'township', 'grid'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];
const CITY = AREA_LEVELS.indexOf('city');
const PROVINCE = AREA_LEVELS.indexOf('province');

export interface AreaRow {
  readonly areaId: string;
  readonly parentId: string;
  readonly level: AreaLevel;
  readonly name: string;
  readonly nameEn: string;
}

/**
 * The tree of areas over stable indexes: an area keeps its index when the file is replaced; one that is gone keeps it
 * too but is no longer known. −1 stands for none.
 */
export class AreaTree {
  readonly ids: ByteDictionary;
  readonly rows: readonly AreaRow[];
  readonly #parent: Int32Array;
  readonly #level: Int8Array;
  readonly #chains: (readonly number[])[];
  /** By level, then area: the ancestor at that level, −1 none. */
  readonly #ancestors: readonly Int32Array[];
  readonly #byId: ReadonlyMap<string, AreaRow>;

  constructor(ids: ByteDictionary, rows: readonly AreaRow[]) {
    this.ids = ids;
    this.rows = rows;
    this.#byId = new Map(rows.map((row) => [row.areaId, row]));
    for (const row of rows) ids.add(row.areaId);
    this.#parent = new Int32Array(ids.size).fill(-1);
    this.#level = new Int8Array(ids.size).fill(-1);
    for (const row of rows) {
      const index = ids.indexOf(row.areaId);
      this.#level[index] = AREA_LEVELS.indexOf(row.level);
      this.#parent[index] = row.parentId === '' ? -1 : ids.indexOf(row.parentId);
    }
    this.#chains = Array.from({ length: ids.size }, (_, index) => this.#chainOf(index));
    this.#ancestors = AREA_LEVELS.map((_, level) =>
      Int32Array.from(this.#chains, (chain) => chain.find((area) => this.#level[area] === level) ?? -1),
    );
  }

  rowOf(areaId: string): AreaRow | undefined {
    return this.#byId.get(areaId);
  }

  get size(): number {
    return this.#parent.length;
  }

  known(area: number): boolean {
    return area >= 0 && area < this.#level.length && this.#level[area]! >= 0;
  }

  level(area: number): number {
    return this.#level[area] ?? -1;
  }

  parent(area: number): number {
    return this.#parent[area] ?? -1;
  }

  /** The area and all its ancestors, lowest first. */
  chain(area: number): readonly number[] {
    return this.#chains[area] ?? [];
  }

  /** The ancestor (or the area itself) at a level, −1 when there is none. */
  ancestorAt(area: number, level: number): number {
    return this.#ancestors[level]?.[area] ?? -1;
  }

  city(area: number): number {
    return this.ancestorAt(area, CITY);
  }

  province(area: number): number {
    return this.ancestorAt(area, PROVINCE);
  }

  /** Whether `ancestor` is the area or one of its ancestors. */
  contains(ancestor: number, area: number): boolean {
    return this.chain(area).includes(ancestor);
  }

  #chainOf(index: number): number[] {
    const chain: number[] = [];
    for (let at = index; at >= 0 && this.#level[at]! >= 0 && !chain.includes(at); at = this.#parent[at]!)
      chain.push(at);
    return chain;
  }
}
