import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { HeadcountsModule } from '../headcounts/index.ts';
import { HistoryModule } from '../history/history.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AreaMoments } from './area-moments.service.ts';
import { CampusMoments } from './campus-moments.service.ts';
import { Cells } from './cells.service.ts';
import { LiveCampuses } from './live-campuses.service.ts';
import { LiveFigures } from './live-figures.service.ts';
import { MapCurves } from './map-curves.service.ts';
import { MapLive } from './map-live.service.ts';
import { MapPlaces } from './map-places.service.ts';
import { MapStates } from './map-states.service.ts';
import { MapController } from './map.controller.ts';
import { Moments } from './moments.service.ts';
import { PeopleCurves } from './people-curves.service.ts';
import { ShareFiguresService } from './share-figures.service.ts';

/** The live map: figures by area, campus and cell, now and as they were known at a moment, none of them too small. */
@Module({
  imports: [AlertsModule, HeadcountsModule, HistoryModule, LiveModule, ReferenceModule],
  controllers: [MapController],
  providers: [
    AreaMoments,
    CampusMoments,
    Cells,
    LiveCampuses,
    LiveFigures,
    MapCurves,
    MapLive,
    MapPlaces,
    MapStates,
    Moments,
    PeopleCurves,
    ShareFiguresService,
  ],
})
export class MapModule {}
