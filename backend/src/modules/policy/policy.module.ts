import { Module } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { Calendar, openCalendar } from '../calendar/index.ts';
import { ContactPolicyController } from './contact-policy.controller.ts';
import { ContactProfilesService } from './contact-profiles.service.ts';
import { DoNotDisturbController } from './do-not-disturb.controller.ts';
import { DoNotDisturbService } from './do-not-disturb.service.ts';
import { PolicyService } from './policy.service.ts';

/** Who may be contacted, when and how often. */
@Module({
  imports: [AuditModule],
  controllers: [ContactPolicyController, DoNotDisturbController],
  providers: [
    PolicyService,
    DoNotDisturbService,
    ContactProfilesService,
    {
      provide: Calendar,
      inject: [CONFIG],
      useFactory: (config: Config): Promise<Calendar> => openCalendar(config.calendar),
    },
  ],
  exports: [PolicyService, DoNotDisturbService, ContactProfilesService],
})
export class PolicyModule {}
