import { Inject, Injectable } from '@nestjs/common';
import { PresenceService, UsualService, type UsualBand } from '../headcounts/index.ts';
import { LiveService } from '../live/live.service.ts';
import type { AreaFigures } from './map.types.ts';
import { ShareFiguresService } from './share-figures.service.ts';

const NONE: ReadonlyMap<string, UsualBand> = new Map();

/** Figures of all our areas now; what may be told of people is decided by the live state, for maps and walls alike. */
@Injectable()
export class LiveFigures {
  constructor(
    @Inject(PresenceService) private readonly presence: PresenceService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(ShareFiguresService) private readonly shares: ShareFiguresService,
    @Inject(LiveService) private readonly live: LiveService,
  ) {}

  async areas(): Promise<readonly AreaFigures[]> {
    const { areas } = this.presence.covered;
    const [first] = areas;
    const minute = first === undefined ? null : this.live.peopleOf(first.areaId).minute;
    const bands = minute === null ? NONE : await this.usual.bandsAt(minute);
    return areas.map(({ areaId }) => {
      const people = this.live.peopleOf(areaId);
      return {
        areaId,
        minute: people.minute,
        present: people.subscribers,
        usual: bands.get(areaId) ?? null,
        homecomings: people.homecomings,
        yesterday: people.homecomingsYesterday,
        lastWeek: people.homecomingsLastWeek,
        share: this.shares.now(areaId),
        revised: false,
      };
    });
  }
}
