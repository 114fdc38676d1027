import { Module } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { Calendar, openCalendar } from '../calendar/index.ts';
import { AreaHistoryService } from './area-history.service.ts';
import { DetectionHistoryService } from './detection-history.service.ts';
import { HotspotHistoryService } from './hotspot-history.service.ts';

/** What the store knows of the past, for every feature that shows it. */
@Module({
  providers: [
    AreaHistoryService,
    HotspotHistoryService,
    DetectionHistoryService,
    {
      provide: Calendar,
      inject: [CONFIG],
      useFactory: (config: Config): Promise<Calendar> => openCalendar(config.calendar),
    },
  ],
  exports: [AreaHistoryService, HotspotHistoryService, DetectionHistoryService, Calendar],
})
export class HistoryModule {}
