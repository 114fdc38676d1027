import { Inject, Injectable } from '@nestjs/common';
import { AlertMoments } from '../alerts/alert-moments.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AreaMoments } from './area-moments.service.ts';
import { CampusMoments } from './campus-moments.service.ts';
import type { MapState } from './map.types.ts';
import { Moments } from './moments.service.ts';

/** Maps of a moment: an area with its children and campuses, and the alerts that were known then. */
@Injectable()
export class MapStates {
  constructor(
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(AreaMoments) private readonly areas: AreaMoments,
    @Inject(CampusMoments) private readonly campuses: CampusMoments,
    @Inject(AlertMoments) private readonly alerts: AlertMoments,
  ) {}

  /** `atMs` undefined: now. */
  async at(areaId: string, atMs: number | undefined): Promise<MapState> {
    const moment = this.moments.at(atMs);
    const { model } = this.reference;
    this.reference.area(areaId);
    const children = model.areas.children(areaId).map((child) => child.areaId);
    const subtree = new Set(model.areas.subtree(areaId));
    const campusIds = model.hotspots
      .filter((hotspot) => hotspot.type === 'campus' && subtree.has(hotspot.areaId))
      .map(({ hotspotId }) => hotspotId);
    const [areas, campuses, alerts] = await Promise.all([
      this.areas.at(moment, [areaId, ...children]),
      this.campuses.at(moment, campusIds),
      this.alerts.at(areaId, moment.atMs),
    ]);
    const basis = moment.byStore === 1 ? 'store' : 'event-time';
    return { at: moment.atMs, basis, areas, campuses, alerts };
  }
}
