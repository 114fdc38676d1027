import { Inject, Injectable } from '@nestjs/common';
import type { Detection, DetectionType } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import { DetectionHistoryService } from '../history/detection-history.service.ts';
import type { ActivityPoint, Span, UsualQuarter } from '../history/history.types.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import type { MinuteCount } from './comparison-day.ts';
import type { DayHistory } from './live-state.ts';

const DAY_MS = 86_400_000;
const NEWEST_DETECTIONS = 200;
const COUNTED_TYPES = ['homecoming', 'campus-newcomer'] as const satisfies readonly DetectionType[];

/** Curves of an area or hotspot as stored, oldest first. */
export interface StoredCurves {
  readonly minutes: readonly ActivityPoint[];
  readonly quarters: readonly ActivityPoint[];
}

/** Reads from the store what the live state starts from. */
@Injectable()
export class LiveLoaderService {
  readonly local: LocalTime;

  constructor(
    @Inject(AreaHistoryService) private readonly areas: AreaHistoryService,
    @Inject(HotspotHistoryService) private readonly hotspots: HotspotHistoryService,
    @Inject(DetectionHistoryService) private readonly detections: DetectionHistoryService,
    @Inject(CONFIG) config: Config,
  ) {
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

  /** The last hour by minute and the last day by quarter-hour. */
  async curves(kind: 'area' | 'hotspot', id: string, nowMs: number): Promise<StoredCurves> {
    const source = kind === 'area' ? this.areas : this.hotspots;
    const toMs = nowMs + 60_000;
    const quarters = await source.points(id, '15m', { fromMs: nowMs - DAY_MS, toMs });
    const minutes = await source.points(id, '1m', { fromMs: nowMs - 3_600_000, toMs });
    return { minutes, quarters };
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
