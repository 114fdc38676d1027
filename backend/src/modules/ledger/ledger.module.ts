import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { MetricsModule } from '../metrics/metrics.module.ts';
import { LedgerController } from './ledger.controller.ts';
import { LedgerService } from './ledger.service.ts';

@Module({
  imports: [DispatchModule, LiveModule, MetricsModule],
  controllers: [LedgerController],
  providers: [LedgerService],
})
export class LedgerModule {}
