import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { shownAlone } from '../headcounts/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { Cells } from './cells.service.ts';
import type { CellFigure } from './map.types.ts';
import { Moments } from './moments.service.ts';

/** Whole quarters of an hour: spans that overlap would show what came between them. */
const QUARTER_MS = 900_000;
/** Events reach the store within this time. */
const STORED_MS = 60_000;
const MAX_CELLS = 20_000;
const KEPT = 8;

export interface CellsOfArea {
  /** Start of the quarter of an hour, epoch milliseconds. */
  readonly startMs: number;
  readonly cells: readonly CellFigure[];
  /** There are more cells than are shown. */
  readonly cut: boolean;
}

export interface PlacesOfArea {
  readonly k: number;
  readonly items: readonly {
    readonly areaId: string;
    readonly longitude: number;
    readonly latitude: number;
  }[];
}

/** Where things lie below the areas that have boundaries: cells with their people, and areas by their cells. */
@Injectable()
export class MapPlaces {
  readonly #kept = new Map<string, Promise<CellsOfArea>>();

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(Cells) private readonly places: Cells,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The middle of the cells of each child; children whose cells have no positions are left out. */
  of(areaId: string): PlacesOfArea {
    this.reference.area(areaId);
    const { areas } = this.reference.model;
    const childOf = new Map<string, string>();
    for (const child of areas.children(areaId))
      for (const below of areas.subtree(child.areaId)) childOf.set(below, child.areaId);
    const sums = new Map<string, Sum>();
    for (const { areaId: lowest, longitude, latitude } of this.places.all) {
      const child = childOf.get(lowest);
      if (child === undefined || longitude === null || latitude === null) continue;
      const sum = sums.get(child) ?? { longitude: 0, latitude: 0, cells: 0 };
      sum.longitude += longitude;
      sum.latitude += latitude;
      sum.cells++;
      sums.set(child, sum);
    }
    const items = [...sums].map(([id, { longitude, latitude, cells }]) => ({
      areaId: id,
      longitude: longitude / cells,
      latitude: latitude / cells,
    }));
    return { k: this.config.privacy.k, items };
  }

  /** Cells of an area and all below it in the last whole quarter of an hour. The last few answers are kept. */
  async cells(areaId: string, at: number | undefined): Promise<CellsOfArea> {
    this.reference.area(areaId);
    const { atMs, byStore } = this.moments.at(at);
    const toMs = Math.floor((atMs - STORED_MS) / QUARTER_MS) * QUARTER_MS;
    const key = `${areaId}\n${toMs}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return await kept;
    const read = this.#read(areaId, toMs, byStore);
    this.#kept.set(key, read);
    read.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return await read;
  }

  async #read(areaId: string, toMs: number, byStore: 0 | 1): Promise<CellsOfArea> {
    const startMs = toMs - QUARTER_MS;
    const subtree = new Set(this.reference.model.areas.subtree(areaId));
    const own = this.places.all.filter((cell) => subtree.has(cell.areaId));
    const rows = await this.store.query('map-cells', {
      fromMs: startMs,
      toMs,
      knownMs: toMs + STORED_MS,
      byStore,
      areaIds: [...new Set(own.map((cell) => cell.areaId))],
      limit: MAX_CELLS,
    });
    const counts = new Map(rows.map(({ cellId, subscribers }) => [cellId, subscribers]));
    const shown = ({ cellId, longitude, latitude }: (typeof own)[number]): CellFigure => {
      const count = shownAlone(counts.get(cellId) ?? 0, this.config.privacy.k);
      return [cellId, longitude, latitude, count];
    };
    return { startMs, cells: own.slice(0, MAX_CELLS).map(shown), cut: own.length > MAX_CELLS };
  }
}

interface Sum {
  longitude: number;
  latitude: number;
  cells: number;
}
