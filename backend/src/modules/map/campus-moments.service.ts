import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE } from '../../tokens.ts';
import { LocalTime } from '../calendar/index.ts';
import { knownAt, type Moment, shownAlone, type UsualBand, UsualService } from '../headcounts/index.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import type { CampusFigures } from './map.types.ts';

const QUARTER_MS = 900_000;
/** An older quarter of an hour says nothing of the moment. */
const LOOK_BACK_MS = 4 * QUARTER_MS;

/** Figures of campuses at a moment, as they were known then. */
@Injectable()
export class CampusMoments {
  readonly #local: LocalTime;

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(HotspotHistoryService) private readonly history: HotspotHistoryService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  async at(moment: Moment, hotspotIds: readonly string[]): Promise<readonly CampusFigures[]> {
    if (hotspotIds.length === 0) return [];
    const known = knownAt(moment, moment.atMs - LOOK_BACK_MS);
    const rows = await this.store.query('map-campuses', known);
    const found = new Map(rows.map((row) => [row.hotspotId, row]));
    const figures: CampusFigures[] = [];
    for (const hotspotId of hotspotIds) {
      const row = found.get(hotspotId);
      figures.push({
        hotspotId,
        quarter: row?.startMs ?? null,
        subscribers: row === undefined ? null : shownAlone(row.subscribers, this.config.privacy.k),
        usual: row === undefined ? null : await this.#band(hotspotId, row.startMs),
      });
    }
    return figures;
  }

  async #band(hotspotId: string, startMs: number): Promise<UsualBand | null> {
    const minute = this.#local.minuteOfDay(startMs);
    const quarters = await this.history.usual(hotspotId, this.#local.day(startMs));
    const quarter = quarters.find(({ minuteOfDay }) => minuteOfDay === minute);
    return quarter === undefined ? null : this.usual.inSteps(quarter);
  }
}
