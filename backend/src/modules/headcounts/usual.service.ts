import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { Calendar, LocalTime } from '../calendar/index.ts';
import type { UsualBand } from './headcounts.types.ts';
import { bandInSteps } from './privacy/index.ts';

const QUARTER_MINUTES = 15;
const MINUTE_MS = 60_000;
/** How far back days are compared. */
const BASELINE_DAYS = 28;
/** A range out of fewer days says nothing. */
const MIN_DAYS = 5;

interface Quantiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly days: number;
}

/** What is usual at a time of day: ranges over the comparable days before it, in whole steps of k. */
@Injectable()
export class UsualService {
  readonly #local: LocalTime;
  #newest: { readonly key: number; readonly bands: Promise<ReadonlyMap<string, UsualBand>> } | null = null;

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  /** Bands of all areas at the quarter of an hour that holds a moment. The last one asked for is kept. */
  async bandsAt(atMs: number): Promise<ReadonlyMap<string, UsualBand>> {
    const day = this.#local.day(atMs);
    const quarter = Math.floor(this.#local.minuteOfDay(atMs) / QUARTER_MINUTES) * QUARTER_MINUTES;
    const key = this.#local.at(day, quarter);
    if (this.#newest?.key !== key) this.#newest = { key, bands: this.#read(day, quarter) };
    const { bands } = this.#newest;
    try {
      return await bands;
    } catch (error) {
      this.#newest = null;
      throw error;
    }
  }

  /** The band of one area over a local day: `[start, band]` of its quarters of an hour. */
  async bandOf(areaId: string, day: string): Promise<readonly (readonly [number, UsualBand])[]> {
    const days = this.calendar.comparableDays(day, BASELINE_DAYS);
    if (days.length < MIN_DAYS) return [];
    const { timeZone } = this.config;
    const rows = await this.store.query('map-band', { areaId, days, timeZone });
    return rows
      .filter((row) => row.days >= MIN_DAYS)
      .map((row) => [this.#local.at(day, row.minuteOfDay), this.inSteps(row)] as const);
  }

  /** Edges of a range in whole steps of k, as they are shown. */
  inSteps(quantiles: Omit<Quantiles, 'days'>): UsualBand {
    return bandInSteps(quantiles, this.config.privacy.k);
  }

  async #read(day: string, minuteOfDay: number): Promise<ReadonlyMap<string, UsualBand>> {
    const days = this.calendar.comparableDays(day, BASELINE_DAYS);
    if (days.length < MIN_DAYS) return new Map();
    const starts = days.map((one) => this.#local.at(one, minuteOfDay));
    const rows = await this.store.query('map-bands', {
      fromMs: Math.min(...starts),
      toMs: Math.max(...starts) + MINUTE_MS,
      starts: starts.map((start) => start / 1_000),
    });
    const enough = rows.filter((row) => row.days >= MIN_DAYS);
    return new Map(enough.map((row) => [row.areaId, this.inSteps(row)]));
  }
}
