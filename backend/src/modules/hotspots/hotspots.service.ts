import { Inject, Injectable } from '@nestjs/common';
import type { AreaDto, HotspotDto, HotspotNow, SeriesDto } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { LocalTime } from '../calendar/index.ts';
import { bandInSteps, shownOfCampus } from '../headcounts/index.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import { LiveService } from '../live/live.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { spanOf, UNIT_OF } from '../web/series-query.ts';
import type { HotspotSeriesQuery, UsualQuery } from './hotspots.dto.ts';

export interface HotspotCard extends HotspotDto {
  readonly path: readonly AreaDto[];
  readonly now: HotspotNow | null;
}
export interface UsualDto {
  readonly day: string;
  readonly comparableDays: readonly string[];
  readonly quarters: readonly (readonly [number, number, number, number])[];
}

/** Hotspots: campuses above all. */
@Injectable()
export class HotspotsService {
  readonly #local: LocalTime;

  constructor(
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(HotspotHistoryService) private readonly history: HotspotHistoryService,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  list(): readonly HotspotDto[] {
    return this.reference.model.hotspots;
  }

  /** `exact`: with counts of people to the unit, of the quarter of an hour that runs. */
  card(hotspotId: string, exact: boolean): HotspotCard {
    const hotspot = this.reference.hotspot(hotspotId);
    const path = [...this.reference.model.areas.chain(hotspot.areaId)].reverse();
    const now = exact ? this.live.exactHotspot(hotspotId) : this.live.hotspotNow(hotspotId);
    return { ...hotspot, path, now };
  }

  async series(hotspotId: string, query: HotspotSeriesQuery, exact: boolean): Promise<SeriesDto> {
    this.reference.hotspot(hotspotId);
    const span = spanOf(query, this.clock.now());
    const { metric, size } = query;
    const rows = await this.history.rows(hotspotId, size, span);
    const shown = exact ? 1 : this.config.privacy.k;
    const points = rows.map((row) => [row.startMs, shownOfCampus(row, metric, shown)] as const);
    return { metric, size, unit: UNIT_OF[metric] ?? '', points };
  }

  /** What is usual at each quarter-hour of a day, from days of its kind before it. */
  async usual(hotspotId: string, query: UsualQuery, exact: boolean): Promise<UsualDto> {
    this.reference.hotspot(hotspotId);
    const day = query.day ?? this.#local.day(this.clock.now());
    const usual = await this.history.usual(hotspotId, day);
    const quarters = usual.map(
      (quarter) =>
        [
          this.#local.at(day, quarter.minuteOfDay),
          ...(exact
            ? ([quarter.low, quarter.median, quarter.high] as const)
            : bandInSteps(quarter, this.config.privacy.k)),
        ] as const,
    );
    return { day, comparableDays: this.history.comparableDays(day), quarters };
  }
}
