import type { TimeZone } from '@tidewall/streams';
import type { ThresholdsAt } from './thresholds.ts';

export type Level = 'country' | 'province' | 'city' | 'county' | 'township' | 'grid';
export const LEVELS: readonly Level[] = ['country', 'province', 'city', 'county', 'township', 'grid'];

export type DayKind = 'workday' | 'weekend' | 'holiday';

/** What the number plan says of a number by its longest prefix. Null: unknown. */
export interface Planned {
  readonly operatorId: string | null;
  readonly homeAreaId: string | null;
}

/** Everything that the rules ask of the world besides the events, as plain data. Numbers are named as in the rows. */
export interface World {
  readonly zone: TimeZone;
  readonly areas: ReadonlyMap<string, { readonly parentId: string | null; readonly level: Level }>;
  readonly cellArea: ReadonlyMap<string, string>;
  /** Campuses that a cell belongs to. */
  readonly cellCampuses: ReadonlyMap<string, readonly string[]>;
  /** By campus: its area. */
  readonly campusArea: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<
    string,
    { readonly areaId: string | null; readonly campusId: string | null }
  >;
  readonly operators: ReadonlyMap<string, { readonly own: boolean }>;
  readonly subscribers: ReadonlyMap<
    string,
    { readonly homeAreaId: string | null; readonly activatedAt: number | null }
  >;
  /** ported-numbers.csv. */
  readonly ported: ReadonlyMap<string, string>;
  /** seen-numbers.csv. */
  readonly seen: ReadonlyMap<string, number>;
  planned(number: string): Planned;
  /** Kind of a local day, in days since 1970-01-01. */
  dayKind(day: number): DayKind;
  readonly thresholds: ThresholdsAt;
}

/** Answers about places, from the tables alone. */
export class Places {
  readonly #world: World;
  readonly #chains = new Map<string, readonly string[]>();
  readonly ownProvinces: ReadonlySet<string>;

  constructor(world: World) {
    this.#world = world;
    const provinces = [...world.cellArea.values()].map((area) => this.at(area, 'province'));
    this.ownProvinces = new Set(provinces.filter((province) => province !== null));
  }

  /** The area and everything above it. */
  chain(areaId: string): readonly string[] {
    let chain = this.#chains.get(areaId);
    if (chain === undefined) {
      const found: string[] = [];
      for (let at: string | null = areaId; at !== null && !found.includes(at);) {
        const area = this.#world.areas.get(at);
        if (area === undefined) break;
        found.push(at);
        at = area.parentId;
      }
      this.#chains.set(areaId, (chain = found));
    }
    return chain;
  }

  /** The area of a level that the area lies in, or is. */
  at(areaId: string | null, level: Level): string | null {
    if (areaId === null) return null;
    return this.chain(areaId).find((id) => this.#world.areas.get(id)?.level === level) ?? null;
  }

  /** Where an observation is: the area of its cell, else the serving area; null when neither is known. */
  of(cellId: string, servingAreaId: string): string | null {
    const ofCell = this.#world.cellArea.get(cellId);
    if (ofCell !== undefined) return ofCell;
    return this.#world.areas.has(servingAreaId) ? servingAreaId : null;
  }

  inOurProvince(areaId: string | null): boolean {
    const province = this.at(areaId, 'province');
    return province !== null && this.ownProvinces.has(province);
  }
}
