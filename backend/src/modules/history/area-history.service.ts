import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import {
  STEP_MS,
  type ActiveShareOfDay,
  type ActivityMetric,
  type ActivityPoint,
  type Points,
  type ShareOfDay,
  type Span,
  type Step,
} from './history.types.ts';
import { shareOf, sum } from './share.ts';

/** Homecomings of one lowest area in one step. */
export interface HomecomingCount {
  readonly startMs: number;
  readonly areaId: string;
  readonly count: number;
}

/** Figures of areas from the store. */
@Injectable()
export class AreaHistoryService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async activity(areaId: string, metric: ActivityMetric, size: Step, span: Span): Promise<Points> {
    const rows = await this.store.query('area-series', { areaId, ...span, ...this.#step(size) });
    return rows.map((row) => [row.startMs, row[metric]]);
  }

  async points(areaId: string, size: Step, span: Span): Promise<readonly ActivityPoint[]> {
    const rows = await this.store.query('area-series', { areaId, ...span, ...this.#step(size) });
    return rows.map(({ startMs, subscribers, signalling, usage }) => ({
      start: startMs,
      subscribers,
      signalling,
      usage,
    }));
  }

  /** Homecomings of a subtree by step. */
  async homecomings(areaIds: readonly string[], size: Step, span: Span): Promise<Points> {
    const byStart = new Map<number, number>();
    for (const { startMs, count } of await this.homecomingCounts(areaIds, size, span)) {
      byStart.set(startMs, (byStart.get(startMs) ?? 0) + count);
    }
    return [...byStart].sort(([a], [b]) => a - b);
  }

  /** Homecomings by step and lowest area; no area means all. */
  async homecomingCounts(
    areaIds: readonly string[],
    size: Step,
    span: Span,
  ): Promise<readonly HomecomingCount[]> {
    return await this.store.query('detection-counts', {
      areaIds,
      type: 'homecoming',
      ...span,
      ...this.#step(size),
    });
  }

  /** Shares by area and day, both days included. */
  async shares(areaIds: readonly string[], fromDay: string, toDay: string): Promise<readonly ShareOfDay[]> {
    const rows = await this.store.query('share-days', { areaIds, fromDay, toDay });
    const days = new Map<string, ShareSum>();
    for (const row of rows) {
      const key = `${row.areaId}\n${row.day}`;
      const entry = days.get(key) ?? {
        areaId: row.areaId,
        day: row.day,
        ownNew: 0,
        rivalNew: {},
        final: false,
      };
      if (row.own) entry.ownNew += row.newNumbers;
      else entry.rivalNew[row.operatorId] = row.newNumbers;
      entry.final ||= row.final;
      days.set(key, entry);
    }
    return [...days.values()].map((entry) => ({
      ...entry,
      ...shareOf(entry.ownNew, sum(Object.values(entry.rivalNew))),
    }));
  }

  /** Active shares by area, day and rival, both days included. */
  async activeShares(
    areaIds: readonly string[],
    fromDay: string,
    toDay: string,
  ): Promise<readonly ActiveShareOfDay[]> {
    const rows = await this.store.query('active-shares', { areaIds, fromDay, toDay });
    return rows.map(({ operatorId, rivalLow, rivalHigh, chao1Low, chao1High, ...row }) => ({
      ...row,
      operatorId: operatorId === '' ? null : operatorId,
      rivalInterval: [rivalLow, rivalHigh],
      chao1Interval: [chao1Low, chao1High],
    }));
  }

  #step(size: Step): { stepSeconds: number; timeZone: string } {
    return { stepSeconds: STEP_MS[size] / 1000, timeZone: this.config.timeZone };
  }
}

interface ShareSum {
  readonly areaId: string;
  readonly day: string;
  ownNew: number;
  readonly rivalNew: Record<string, number>;
  final: boolean;
}
