import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { HomecomingsService, PresenceService, shownAlone, UsualService } from '../headcounts/index.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import type { MapSeries } from './map.types.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** The last day of an area or campus by quarters of an hour up to a moment, as it is known now, with what is usual. */
@Injectable()
export class PeopleCurves {
  readonly #local: LocalTime;

  constructor(
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(HomecomingsService) private readonly homecomings: HomecomingsService,
    @Inject(HotspotHistoryService) private readonly hotspots: HotspotHistoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  /** People present in the first minute of each quarter of an hour: minutes as maps show them, and no other windows. */
  async present(areaId: string, atMs: number): Promise<MapSeries> {
    const starts = quartersUntil(atMs);
    const [minutes, today, yesterday] = await Promise.all([
      this.presence.minutes(starts),
      this.usual.bandOf(areaId, this.#local.day(atMs)),
      this.usual.bandOf(areaId, addDays(this.#local.day(atMs), -1)),
    ]);
    const points = [...minutes].map(([start, shown]) => [start, shown.get(areaId) ?? 'few'] as const);
    return { points, band: within([...yesterday, ...today], atMs), before: [] };
  }

  /** Homecomings of the day so far at the end of each hour, and of the day before. */
  async homecoming(areaId: string, atMs: number): Promise<MapSeries> {
    const day = this.#local.day(atMs);
    const points = await this.homecomings.hours(areaId, day, atMs);
    const before = await this.homecomings.hours(areaId, addDays(day, -1), atMs);
    const shift = this.#local.startOfDay(day) - this.#local.startOfDay(addDays(day, -1));
    return { points, band: [], before: before.map(([end, shown]) => [end + shift, shown] as const) };
  }

  /** People on a campus by quarter of an hour. */
  async campus(hotspotId: string, atMs: number): Promise<MapSeries> {
    const { k } = this.config.privacy;
    const rows = await this.hotspots.points(hotspotId, '15m', { fromMs: atMs - DAY_MS, toMs: atMs });
    const days = [addDays(this.#local.day(atMs), -1), this.#local.day(atMs)];
    const bands = await Promise.all(
      days.map(async (day) => {
        const quarters = await this.hotspots.usual(hotspotId, day);
        return quarters.map(
          (quarter) => [this.#local.at(day, quarter.minuteOfDay), this.usual.inSteps(quarter)] as const,
        );
      }),
    );
    const points = rows.map(({ start, subscribers }) => [start, shownAlone(subscribers, k)] as const);
    return { points, band: within(bands.flat(), atMs), before: [] };
  }
}

function quartersUntil(atMs: number): readonly number[] {
  const newest = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
  return Array.from({ length: DAY_MS / QUARTER_MS }, (_, i) => newest - DAY_MS + (i + 1) * QUARTER_MS);
}

function within<T>(
  points: readonly (readonly [number, T])[],
  atMs: number,
): readonly (readonly [number, T])[] {
  return points.filter(([start]) => start > atMs - DAY_MS && start <= atMs);
}
