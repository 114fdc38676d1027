import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { ThresholdsController } from './thresholds.controller.ts';
import { ThresholdsService } from './thresholds.service.ts';

@Module({
  imports: [LiveModule, ReferenceModule],
  controllers: [ThresholdsController],
  providers: [ThresholdsService],
  exports: [ThresholdsService],
})
export class ThresholdsModule {}
