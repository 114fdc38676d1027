import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AreaPeople } from './area-people.service.ts';
import { HomecomingsService } from './homecomings.service.ts';
import { PresenceService } from './presence.service.ts';
import { UsualService } from './usual.service.ts';

/** Counts of people as they may be shown: the one place that decides it, for maps, walls and answers alike. */
@Module({
  imports: [HistoryModule, ReferenceModule],
  providers: [AreaPeople, HomecomingsService, PresenceService, UsualService],
  exports: [AreaPeople, HomecomingsService, PresenceService, UsualService],
})
export class HeadcountsModule {}
