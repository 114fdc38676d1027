import { Inject, Injectable } from '@nestjs/common';
import { HomecomingsService, type Moment, PresenceService, UsualService } from '../headcounts/index.ts';
import type { AreaFigures } from './map.types.ts';
import { ShareFiguresService } from './share-figures.service.ts';

/** Figures of areas at a moment, as they were known then. */
@Injectable()
export class AreaMoments {
  constructor(
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(HomecomingsService) private readonly homecomings: HomecomingsService,
    @Inject(ShareFiguresService) private readonly shares: ShareFiguresService,
  ) {}

  async at(moment: Moment, areaIds: readonly string[]): Promise<readonly AreaFigures[]> {
    const [minute, bands, homecomings, shares] = await Promise.all([
      this.presence.minuteAt(moment),
      this.usual.bandsAt(moment.atMs),
      this.homecomings.at(moment),
      this.shares.at(moment, areaIds),
    ]);
    const present = minute === null ? null : this.presence.protect(minute.counts);
    return areaIds.map((areaId) => ({
      areaId,
      minute: minute?.startMs ?? null,
      present: present?.get(areaId) ?? null,
      usual: bands.get(areaId) ?? null,
      homecomings: homecomings.today.get(areaId) ?? null,
      yesterday: homecomings.yesterday.get(areaId) ?? null,
      lastWeek: homecomings.lastWeek.get(areaId) ?? null,
      share: shares.get(areaId) ?? null,
      revised: minute?.revised.has(areaId) ?? false,
    }));
  }
}
