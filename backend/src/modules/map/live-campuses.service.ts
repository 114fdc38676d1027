import { Inject, Injectable } from '@nestjs/common';
import { LiveService } from '../live/live.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { CampusFigures } from './map.types.ts';

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
  ) {}

  campuses(): readonly CampusNow[] {
    return this.reference.model.hotspots
      .filter(({ type }) => type === 'campus')
      .map(({ hotspotId, areaId }) => {
        const now = this.live.hotspotNow(hotspotId);
        const figures: CampusFigures = {
          hotspotId,
          quarter: now?.quarter ?? null,
          subscribers: now?.subscribers ?? null,
          usual: now?.usual ?? null,
        };
        return { areaId, figures };
      });
  }
}
