import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { CoveredAreas } from './covered-areas.ts';
import { knownAt, knownNow, type Moment } from './moment.ts';
import type { ShownCount } from './privacy/index.ts';

const MINUTE_MS = 60_000;
/** A map of older minutes would look like one of the moment. */
const LOOK_BACK_MS = 10 * MINUTE_MS;
/** Two days of quarters of an hour, and two hours of minutes. */
const KEPT = 320;

/** One minute of all areas. */
export interface MinuteOfAreas {
  readonly startMs: number;
  /** Distinct subscribers by area; areas without anybody are left out. */
  readonly counts: ReadonlyMap<string, number>;
  /** Events by area; empty where only people were read. */
  readonly activity: ReadonlyMap<string, { readonly signalling: number; readonly usage: number }>;
  readonly revised: ReadonlySet<string>;
}

/** People by area and minute, from the store, protected all areas together. */
@Injectable()
export class PresenceService {
  readonly #kept = new Map<number, ReadonlyMap<string, ShownCount>>();
  #covered: { readonly of: unknown; readonly areas: CoveredAreas } | null = null;

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  /** Our areas as they are now. */
  get covered(): CoveredAreas {
    const { areas } = this.reference.model;
    if (this.#covered?.of !== areas) {
      this.#covered = { of: areas, areas: new CoveredAreas(areas) };
      this.#kept.clear();
    }
    return this.#covered.areas;
  }

  /** What may be shown of counts of people in our areas. */
  protect(counts: ReadonlyMap<string, number>): ReadonlyMap<string, ShownCount> {
    return this.covered.protect(counts, this.config.privacy.k);
  }

  /** The newest minute that was known at a moment; null: none of the last ten. */
  async minuteAt(moment: Moment): Promise<MinuteOfAreas | null> {
    const known = knownAt(moment, moment.atMs - LOOK_BACK_MS);
    const rows = await this.store.query('map-presence', { ...known, starts: [] });
    const newest = rows.at(-1)?.startMs;
    if (newest === undefined) return null;
    const own = rows.filter(({ startMs }) => startMs === newest);
    return {
      startMs: newest,
      counts: new Map(own.map(({ areaId, subscribers }) => [areaId, subscribers])),
      activity: new Map(),
      revised: new Set(own.filter(({ revised }) => revised).map(({ areaId }) => areaId)),
    };
  }

  /** What may be shown of some minutes, by area: those that have figures. */
  async minutes(starts: readonly number[]): Promise<ReadonlyMap<number, ReadonlyMap<string, ShownCount>>> {
    const { covered } = this;
    const missing = starts.filter((start) => !this.#kept.has(start));
    const read = missing.length === 0 ? new Map<number, Map<string, number>>() : await this.#read(missing);
    const found = new Map<number, ReadonlyMap<string, ShownCount>>();
    const settled = this.clock.now() - this.config.allowedLatenessMs - 2 * MINUTE_MS;
    for (const start of starts) {
      const counts = read.get(start);
      const kept = this.#kept.get(start);
      if (kept === undefined && counts === undefined) continue;
      const shown = kept ?? covered.protect(counts ?? new Map(), this.config.privacy.k);
      found.set(start, shown);
      if (start < settled) this.#keep(start, shown);
    }
    return found;
  }

  async #read(starts: readonly number[]): Promise<ReadonlyMap<number, Map<string, number>>> {
    const known = knownNow(Math.min(...starts), Math.max(...starts) + MINUTE_MS);
    const seconds = starts.map((start) => start / 1_000);
    const rows = await this.store.query('map-presence', { ...known, starts: seconds });
    const byStart = new Map<number, Map<string, number>>();
    for (const { startMs, areaId, subscribers } of rows) {
      const counts = byStart.get(startMs);
      if (counts === undefined) byStart.set(startMs, new Map([[areaId, subscribers]]));
      else counts.set(areaId, subscribers);
    }
    return byStart;
  }

  #keep(start: number, shown: ReadonlyMap<string, ShownCount>): void {
    this.#kept.delete(start);
    this.#kept.set(start, shown);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}
