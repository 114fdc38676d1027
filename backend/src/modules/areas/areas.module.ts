import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AreasController } from './areas.controller.ts';
import { AreasService } from './areas.service.ts';

@Module({
  imports: [HistoryModule, LiveModule, ReferenceModule],
  controllers: [AreasController],
  providers: [AreasService],
})
export class AreasModule {}
