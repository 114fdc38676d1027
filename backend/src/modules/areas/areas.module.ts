import { Module } from '@nestjs/common';
import { HeadcountsModule } from '../headcounts/index.ts';
import { HistoryModule } from '../history/history.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AreasController } from './areas.controller.ts';
import { AreasService } from './areas.service.ts';

@Module({
  imports: [HeadcountsModule, HistoryModule, LiveModule, ReferenceModule],
  controllers: [AreasController],
  providers: [AreasService],
})
export class AreasModule {}
