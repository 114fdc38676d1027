import { Module } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { Calendar, openCalendar } from '../calendar/index.ts';
import { ContactPolicyController } from './contact-policy.controller.ts';
import { ContactPreferencesController } from './contact-preferences.controller.ts';
import { ContactPreferencesService } from './contact-preferences.service.ts';
import { ContactProfilesService } from './contact-profiles.service.ts';
import { DoNotDisturbController } from './do-not-disturb.controller.ts';
import { DoNotDisturbService } from './do-not-disturb.service.ts';
import { PolicyService } from './policy.service.ts';

/** Who may be contacted, when and how often. */
@Module({
  imports: [AuditModule],
  controllers: [ContactPolicyController, ContactPreferencesController, DoNotDisturbController],
  providers: [
    PolicyService,
    DoNotDisturbService,
    ContactPreferencesService,
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
