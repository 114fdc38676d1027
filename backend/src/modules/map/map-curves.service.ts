import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { addDays, LocalTime } from '../calendar/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { MapSeries, ShareFigures } from './map.types.ts';
import { Moments } from './moments.service.ts';
import { PeopleCurves } from './people-curves.service.ts';
import { ShareFiguresService } from './share-figures.service.ts';

const SHARE_DAYS = 14;

/** Curves behind the figures of a map; `at` undefined: up to now. */
@Injectable()
export class MapCurves {
  readonly #local: LocalTime;

  constructor(
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(PeopleCurves) private readonly people: PeopleCurves,
    @Inject(ShareFiguresService) private readonly figures: ShareFiguresService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  async ofArea(
    areaId: string,
    metric: 'present' | 'homecomings',
    at: number | undefined,
  ): Promise<MapSeries> {
    this.reference.area(areaId);
    const { atMs } = this.moments.at(at);
    return metric === 'present'
      ? await this.people.present(areaId, atMs)
      : await this.people.homecoming(areaId, atMs);
  }

  async ofCampus(hotspotId: string, at: number | undefined): Promise<MapSeries> {
    this.reference.hotspot(hotspotId);
    return await this.people.campus(hotspotId, this.moments.at(at).atMs);
  }

  async shares(areaId: string, at: number | undefined): Promise<readonly ShareFigures[]> {
    this.reference.area(areaId);
    const day = this.#local.day(this.moments.at(at).atMs);
    return await this.figures.byDay(areaId, addDays(day, 1 - SHARE_DAYS), day);
  }
}
