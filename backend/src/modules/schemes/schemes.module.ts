import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AudienceListsController } from './audience-lists.controller.ts';
import { AudienceListsService } from './audience-lists.service.ts';
import { ExpectedTriggersService } from './expected-triggers.service.ts';
import { SchemeActionsService } from './scheme-actions.service.ts';
import { SchemeChangesService } from './scheme-changes.service.ts';
import { SchemeClockService } from './scheme-clock.service.ts';
import { SchemeTimers } from './scheme-timers.service.ts';
import { SchemesController } from './schemes.controller.ts';
import { SchemesService } from './schemes.service.ts';
import { TransitionsController } from './transitions.controller.ts';

/** Triggered campaigns as people plan, approve and run them. */
@Module({
  imports: [ReferenceModule],
  controllers: [SchemesController, TransitionsController, AudienceListsController],
  providers: [
    SchemesService,
    SchemeTimers,
    AudienceListsService,
    SchemeChangesService,
    ExpectedTriggersService,
    SchemeActionsService,
    SchemeClockService,
  ],
  exports: [SchemesService],
})
export class SchemesModule {}
