import { Inject, Injectable } from '@nestjs/common';
import type { Detection, DetectionType } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import { DetectionHistoryService } from '../history/detection-history.service.ts';
import { besideShown, PresenceService, type MinuteOfAreas } from '../headcounts/index.ts';
import type { Span, UsualQuarter } from '../history/history.types.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import type { MinuteCount } from './comparison-day.ts';
import { pointAlone, type StoredCurves } from './live-series.ts';
import type { DayHistory } from './running-day.ts';
import type { SeriesPoint } from './series-topic.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const NEWEST_DETECTIONS = 200;
const COUNTED_TYPES = ['homecoming', 'campus-newcomer'] as const satisfies readonly DetectionType[];

/** Reads from the store what the live state starts from. */
@Injectable()
export class LiveLoaderService {
  readonly local: LocalTime;
  /** Counts of people below it are not told. */
  readonly k: number;

  constructor(
    @Inject(AreaHistoryService) private readonly areas: AreaHistoryService,
    @Inject(HotspotHistoryService) private readonly hotspots: HotspotHistoryService,
    @Inject(DetectionHistoryService) private readonly detections: DetectionHistoryService,
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(CONFIG) config: Config,
  ) {
    this.k = config.privacy.k;
    this.local = new LocalTime(config.timeZone);
  }

  async newestDetections(): Promise<readonly Detection[]> {
    const page = await this.detections.page({ limit: NEWEST_DETECTIONS });
    return page?.items ?? [];
  }

  /** Detections of a local day that are counted, in pieces. */
  async *countedOn(day: string): AsyncGenerator<readonly Detection[]> {
    const span = this.#span(day);
    for (const type of COUNTED_TYPES) yield* this.detections.ofType(type, span);
  }

  /** What earlier days say about a day. */
  async history(day: string, campusIds: readonly string[]): Promise<DayHistory> {
    const yesterday = await this.#minuteCounts(addDays(day, -1));
    const lastWeek = await this.#minuteCounts(addDays(day, -7));
    const usual = new Map<string, readonly UsualQuarter[]>();
    for (const hotspotId of campusIds) usual.set(hotspotId, await this.hotspots.usual(hotspotId, day));
    return { day, yesterday, lastWeek, usual };
  }

  /** The newest minute that is stored; null: none of the last ten. */
  async newestMinute(nowMs: number): Promise<MinuteOfAreas | null> {
    return await this.presence.minuteAt({ atMs: nowMs, byStore: 0, latenessMs: 0 });
  }

  /** The last hour by minute and the last day by quarter-hour, as they may be told. */
  async curves(kind: 'area' | 'hotspot', id: string, nowMs: number): Promise<StoredCurves> {
    const { k } = this;
    if (kind === 'area' && k > 1) return await this.#curvesOfArea(id, nowMs);
    const source = kind === 'area' ? this.areas : this.hotspots;
    const toMs = nowMs + MINUTE_MS;
    const quarters = await source.points(id, '15m', { fromMs: nowMs - DAY_MS, toMs });
    const minutes = await source.points(id, '1m', { fromMs: nowMs - 60 * MINUTE_MS, toMs });
    return {
      minutes: minutes.map((point) => pointAlone(point, k)),
      quarters: quarters.map((point) => pointAlone(point, k)),
    };
  }

  /** Whole minutes, all areas of each judged together; people of a quarter are those of its first minute. */
  async #curvesOfArea(areaId: string, nowMs: number): Promise<StoredCurves> {
    const fromMs = Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS - 60 * MINUTE_MS;
    const points = await this.areas.points(areaId, '1m', { fromMs, toMs: nowMs - MINUTE_MS + 1 });
    const quarter = Math.floor((nowMs - MINUTE_MS) / QUARTER_MS) * QUARTER_MS;
    const quarters = Array.from(
      { length: DAY_MS / QUARTER_MS },
      (_, i) => quarter - DAY_MS + (i + 1) * QUARTER_MS,
    );
    const shown = await this.presence.minutes([...points.map(({ start }) => start), ...quarters]);
    const people = (start: number): SeriesPoint['subscribers'] | null =>
      shown.get(start)?.get(areaId) ?? null;
    return {
      minutes: points.flatMap(({ start, signalling, usage }) => {
        const subscribers = people(start);
        if (subscribers === null) return [];
        const [seen, used] = [besideShown(signalling, subscribers), besideShown(usage, subscribers)];
        return [{ start, subscribers, signalling: seen, usage: used }];
      }),
      quarters: quarters.flatMap((start) => {
        const subscribers = people(start);
        return subscribers === null ? [] : [{ start, subscribers, signalling: null, usage: null }];
      }),
    };
  }

  async #minuteCounts(day: string): Promise<readonly MinuteCount[]> {
    const rows = await this.areas.homecomingCounts([], '1m', this.#span(day));
    return rows.map(({ startMs, areaId, count }) => ({
      minuteOfDay: this.local.minuteOfDay(startMs),
      areaId,
      count,
    }));
  }

  #span(day: string): Span {
    return { fromMs: this.local.startOfDay(day), toMs: this.local.startOfDay(addDays(day, 1)) };
  }
}
