import type { Detection } from '@tidewall/streams';

/** What is kept of a detection of the running day. */
interface Kept {
  readonly type: 'homecoming' | 'campus-newcomer';
  readonly subtype: string | null;
  readonly hotspotId: string | null;
  readonly areaIds: readonly string[];
  readonly flow: Flow | null;
}

export interface Flow {
  readonly fromAreaId: string;
  readonly toAreaId: string;
}

/** Where a place lies: its areas lowest first, and the place as it is named in flows. */
export interface Places {
  chainOf(areaId: string): readonly string[];
  /** City where the province is ours, else the province. */
  originOf(areaId: string): string | null;
  cityOf(areaId: string): string | null;
}

export interface NewcomerCounts {
  readonly own: number;
  readonly rival: number;
}

/**
 * Homecomings and newcomers of the running local day, each detection once, whether it comes from the stream or from
 * the store, in any order and any number of times.
 */
export class TodayDetections {
  readonly #places: Places;
  readonly #kept = new Map<string, Kept>();
  readonly #retracted = new Set<string>();
  readonly #homecomings = new Map<string, number>();
  readonly #flows = new Map<string, number>();
  readonly #newcomers = new Map<string, NewcomerCounts>();

  constructor(places: Places) {
    this.#places = places;
  }

  /** Takes a detection of the day; answers whether a figure changed. */
  add(detection: Detection): boolean {
    const { detectionId, type } = detection;
    if (type !== 'homecoming' && type !== 'campus-newcomer') return false;
    if (detection.retracted) return this.#retract(detectionId);
    if (this.#kept.has(detectionId) || this.#retracted.has(detectionId)) return false;
    const kept: Kept = {
      type,
      subtype: detection.subtype,
      hotspotId: detection.hotspotId,
      areaIds: detection.areaId === null ? [] : this.#places.chainOf(detection.areaId),
      flow: type === 'homecoming' ? this.#flowOf(detection) : null,
    };
    this.#kept.set(detectionId, kept);
    this.#count(kept, 1);
    return true;
  }

  /** By area; areas without any are left out. */
  homecomings(): ReadonlyMap<string, number> {
    return this.#homecomings;
  }

  newcomers(hotspotId: string): NewcomerCounts {
    return this.#newcomers.get(hotspotId) ?? { own: 0, rival: 0 };
  }

  /** Flows by `{fromAreaId}/{toAreaId}`. */
  flows(): ReadonlyMap<string, number> {
    return this.#flows;
  }

  #retract(detectionId: string): boolean {
    this.#retracted.add(detectionId);
    const kept = this.#kept.get(detectionId);
    if (kept === undefined) return false;
    this.#kept.delete(detectionId);
    this.#count(kept, -1);
    return true;
  }

  #count(kept: Kept, by: 1 | -1): void {
    if (kept.type === 'homecoming') {
      for (const areaId of kept.areaIds) increase(this.#homecomings, areaId, by);
      if (kept.flow) increase(this.#flows, `${kept.flow.fromAreaId}/${kept.flow.toAreaId}`, by);
    } else if (kept.hotspotId !== null) {
      const { own, rival } = this.newcomers(kept.hotspotId);
      const isOwn = kept.subtype === 'own';
      this.#newcomers.set(kept.hotspotId, { own: own + (isOwn ? by : 0), rival: rival + (isOwn ? 0 : by) });
    }
  }

  #flowOf(detection: Detection): Flow | null {
    const away: unknown = detection.evidence['awayAreaIds'];
    const first: unknown = Array.isArray(away) ? away[0] : undefined;
    const from = typeof first === 'string' ? this.#places.originOf(first) : null;
    const to = detection.areaId === null ? null : this.#places.cityOf(detection.areaId);
    return from === null || to === null || from === to ? null : { fromAreaId: from, toAreaId: to };
  }
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}
