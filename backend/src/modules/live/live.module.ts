import { Module } from '@nestjs/common';
import { HeadcountsModule } from '../headcounts/index.ts';
import { HistoryModule } from '../history/history.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { LiveLoaderService } from './live-loader.service.ts';
import { LiveTopics } from './live-topics.service.ts';
import { LiveGateway } from './live.gateway.ts';
import { LiveService } from './live.service.ts';

@Module({
  imports: [HeadcountsModule, HistoryModule, ReferenceModule],
  providers: [LiveTopics, LiveService, LiveLoaderService, LiveGateway],
  exports: [LiveService, LiveTopics],
})
export class LiveModule {}
