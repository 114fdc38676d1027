import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { ContentModule } from '../content/content.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { PolicyModule } from '../policy/policy.module.ts';
import { SchemesModule } from '../schemes/schemes.module.ts';
import { DeadLettersService } from './dead-letters.service.ts';
import { DeciderService } from './decider.service.ts';
import { DecisionsService } from './decisions.service.ts';
import { DispatchController } from './dispatch.controller.ts';
import { DispatcherService } from './dispatcher.service.ts';
import { IntakeService } from './intake.service.ts';
import { KillSwitchesService } from './kill-switches.service.ts';
import { MessagesService } from './messages.service.ts';
import { OutcomesService } from './outcomes.service.ts';
import { ReceiptsService } from './receipts.service.ts';
import { RetentionService } from './retention.service.ts';

/** From a detection to a message at the provider, and what becomes of it. */
@Module({
  imports: [AuditModule, ContentModule, InboxModule, PolicyModule, SchemesModule],
  controllers: [DispatchController],
  providers: [
    DeciderService,
    DecisionsService,
    IntakeService,
    KillSwitchesService,
    MessagesService,
    OutcomesService,
    ReceiptsService,
    DeadLettersService,
    DispatcherService,
    RetentionService,
  ],
  exports: [DecisionsService, KillSwitchesService],
})
export class DispatchModule {}
