import { Module } from '@nestjs/common';
import { AreaHistoryService } from './area-history.service.ts';
import { DetectionHistoryService } from './detection-history.service.ts';
import { HotspotHistoryService } from './hotspot-history.service.ts';

/** What the store knows of the past, for every feature that shows it. */
@Module({
  providers: [AreaHistoryService, HotspotHistoryService, DetectionHistoryService],
  exports: [AreaHistoryService, HotspotHistoryService, DetectionHistoryService],
})
export class HistoryModule {}
