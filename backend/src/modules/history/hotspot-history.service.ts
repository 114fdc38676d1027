import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { Calendar } from '../calendar/index.ts';
import {
  STEP_MS,
  type ActivityPoint,
  type HotspotMetric,
  type HotspotRow,
  type Points,
  type Span,
  type UsualQuarter,
} from './history.types.ts';

/** How far back days are compared. */
const BASELINE_DAYS = 28;
/** A range out of fewer days says nothing. */
const MIN_DAYS = 5;

/** Figures of hotspots from the store. */
@Injectable()
export class HotspotHistoryService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Calendar) private readonly calendar: Calendar,
  ) {}

  async series(hotspotId: string, metric: HotspotMetric, size: '1m' | '15m', span: Span): Promise<Points> {
    const rows = await this.#rows(hotspotId, size, span);
    return rows.map((row) => [row.startMs, row[metric]]);
  }

  /** All figures by window, oldest first. */
  async rows(hotspotId: string, size: '1m' | '15m', span: Span): Promise<readonly HotspotRow[]> {
    return await this.#rows(hotspotId, size, span);
  }

  async points(hotspotId: string, size: '1m' | '15m', span: Span): Promise<readonly ActivityPoint[]> {
    const rows = await this.#rows(hotspotId, size, span);
    return rows.map(({ startMs, subscribers, signalling, usage }) => ({
      start: startMs,
      subscribers,
      signalling,
      usage,
    }));
  }

  /** Days before `day` that it is compared with: those of its kind in the last four weeks. */
  comparableDays(day: string): readonly string[] {
    return this.calendar.comparableDays(day, BASELINE_DAYS);
  }

  /** The usual range of a day, quarters with enough comparable days only. */
  async usual(hotspotId: string, day: string): Promise<readonly UsualQuarter[]> {
    const days = this.comparableDays(day);
    if (days.length < MIN_DAYS) return [];
    const rows = await this.store.query('hotspot-band', { hotspotId, days, timeZone: this.config.timeZone });
    return rows.filter((row) => row.days >= MIN_DAYS);
  }

  #rows(hotspotId: string, size: '1m' | '15m', span: Span) {
    const stepSeconds = STEP_MS[size] / 1000;
    const { timeZone } = this.config;
    return this.store.query('hotspot-series', {
      hotspotId,
      windowSize: size,
      stepSeconds,
      timeZone,
      ...span,
    });
  }
}
