import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { ThresholdsModule } from '../thresholds/thresholds.module.ts';
import { ExplainRepository } from './explain.repository.ts';
import { ExplainService } from './explain.service.ts';

/** Explains detections to people. */
@Module({
  imports: [HistoryModule, ReferenceModule, ThresholdsModule],
  providers: [ExplainRepository, ExplainService],
  exports: [ExplainService],
})
export class ExplainModule {}
