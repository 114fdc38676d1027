import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.ts';
import { InboxMetrics } from './inbox-metrics.ts';
import { InboxService } from './inbox.service.ts';

@Module({ imports: [MetricsModule], providers: [InboxService, InboxMetrics], exports: [InboxService] })
export class InboxModule {}
