import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { LiveService } from '../live/live.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { CampusFigures } from './map.types.ts';
import type { MinuteBoard } from './minute-board.ts';
import { shownAlone } from './privacy/index.ts';
import { UsualService } from './usual.service.ts';

/** A campus with the area it lies in. */
export interface CampusNow {
  readonly areaId: string;
  readonly figures: CampusFigures;
}

/** Figures of all campuses now: of the newest quarter of an hour that is over. */
@Injectable()
export class LiveCampuses {
  constructor(
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(UsualService) private readonly usual: UsualService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  campuses(board: MinuteBoard): readonly CampusNow[] {
    const { k } = this.config.privacy;
    return this.reference.model.hotspots
      .filter(({ type }) => type === 'campus')
      .map(({ hotspotId, areaId }) => {
        const quarter = board.quarter(hotspotId);
        const usual = this.live.hotspotNow(hotspotId)?.usual ?? null;
        const [low, median, high] = usual ?? [0, 0, 0];
        const figures: CampusFigures = {
          hotspotId,
          quarter: quarter?.startMs ?? null,
          subscribers: quarter === null ? null : shownAlone(quarter.subscribers, k),
          usual: usual === null ? null : this.usual.inSteps({ low, median, high }),
        };
        return { areaId, figures };
      });
  }
}
