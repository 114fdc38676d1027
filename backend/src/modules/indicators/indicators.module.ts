import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { DryRunReader } from './dry-run-reader.service.ts';
import { DryRunService } from './dry-run.service.ts';
import { IndicatorsController } from './indicators.controller.ts';
import { IndicatorsService } from './indicators.service.ts';
import { MetricValuesService } from './metric-values.service.ts';

/** What is watched, where and when it is abnormal, and who is told. */
@Module({
  imports: [HistoryModule, LiveModule, ReferenceModule],
  controllers: [IndicatorsController],
  providers: [IndicatorsService, MetricValuesService, DryRunReader, DryRunService],
  exports: [IndicatorsService, MetricValuesService],
})
export class IndicatorsModule {}
