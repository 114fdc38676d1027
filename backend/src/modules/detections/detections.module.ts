import { Module } from '@nestjs/common';
import { ExplainModule } from '../explain/explain.module.ts';
import { HistoryModule } from '../history/history.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { DetectionsController } from './detections.controller.ts';
import { DetectionsService } from './detections.service.ts';

@Module({
  imports: [ExplainModule, HistoryModule, ReferenceModule],
  controllers: [DetectionsController],
  providers: [DetectionsService],
})
export class DetectionsModule {}
