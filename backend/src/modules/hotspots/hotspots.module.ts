import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { HotspotsController } from './hotspots.controller.ts';
import { HotspotsService } from './hotspots.service.ts';

@Module({
  imports: [HistoryModule, LiveModule, ReferenceModule],
  controllers: [HotspotsController],
  providers: [HotspotsService],
})
export class HotspotsModule {}
