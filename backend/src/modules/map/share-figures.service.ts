import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import type { Moment } from '../headcounts/index.ts';
import { AreaHistoryService } from '../history/area-history.service.ts';
import type { ShareOfDay } from '../history/history.types.ts';
import { sum } from '../history/index.ts';
import { LiveService } from '../live/live.service.ts';
import type { ShareFigures } from './map.types.ts';

/** Threshold of an area that has no counts of its own. */
const DEFAULT_THRESHOLD = 0.7;

/** Shares of new customers by area: business figures, which are shown as they are. */
@Injectable()
export class ShareFiguresService {
  readonly #local: LocalTime;

  constructor(
    @Inject(AreaHistoryService) private readonly history: AreaHistoryService,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  /** Of the running day; null: nothing is known of the area. */
  now(areaId: string): ShareFigures | null {
    const now = this.live.areaNow(areaId);
    if (now === null) return null;
    const { rivalNew, ...share } = now.share;
    return { ...share, rivalNew: sum(Object.values(rivalNew)) };
  }

  /**
   * Of the last day that was over at a moment. The figures of a running day are replaced with each revision: what they
   * were at some time of the day is not kept.
   */
  async at({ atMs }: Moment, areaIds: readonly string[]): Promise<ReadonlyMap<string, ShareFigures>> {
    const day = addDays(this.#local.day(atMs), -1);
    const days = await this.history.shares(areaIds, day, day);
    return new Map(days.map((share) => [share.areaId, this.#figures(share)]));
  }

  /** By local day, both days included, oldest first. */
  async byDay(areaId: string, fromDay: string, toDay: string): Promise<readonly ShareFigures[]> {
    const days = await this.history.shares([areaId], fromDay, toDay);
    return days.map((share) => this.#figures(share)).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  }

  #figures({ areaId, day, ownNew, rivalNew, share, interval }: ShareOfDay): ShareFigures {
    const threshold = this.live.areaNow(areaId)?.share.threshold ?? DEFAULT_THRESHOLD;
    return {
      day,
      ownNew,
      rivalNew: sum(Object.values(rivalNew)),
      share,
      interval,
      threshold,
      below: share !== null && share < threshold,
    };
  }
}
