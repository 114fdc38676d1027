import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.ts';
import { HistoryModule } from '../history/history.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { PolicyModule } from '../policy/policy.module.ts';
import { SchemesModule } from '../schemes/schemes.module.ts';
import { PastDetectionsService } from './past-detections.service.ts';
import { RehearsalController } from './rehearsal.controller.ts';
import { RehearsalService } from './rehearsal.service.ts';
import { RehearserService } from './rehearser.service.ts';

/** What a scheme would have done. */
@Module({
  imports: [ContentModule, HistoryModule, InboxModule, PolicyModule, SchemesModule],
  controllers: [RehearsalController],
  providers: [RehearsalService, RehearserService, PastDetectionsService],
})
export class RehearsalModule {}
