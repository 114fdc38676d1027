import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.ts';
import { LiveModule } from '../live/live.module.ts';
import { PolicyModule } from '../policy/policy.module.ts';
import { SchemesModule } from '../schemes/schemes.module.ts';
import { CampaignLiveService } from './campaign-live.service.ts';
import { CampaignSummariesService } from './campaign-summaries.service.ts';
import { EffectController } from './effect.controller.ts';
import { EffectRepository } from './effect.repository.ts';
import { EffectService } from './effect.service.ts';
import { FunnelsService } from './funnels.service.ts';
import { ResultsService } from './results.service.ts';

/** What schemes do, while they run and afterwards. */
@Module({
  imports: [DispatchModule, LiveModule, PolicyModule, SchemesModule],
  controllers: [EffectController],
  providers: [
    EffectRepository,
    EffectService,
    FunnelsService,
    CampaignSummariesService,
    CampaignLiveService,
    ResultsService,
  ],
})
export class EffectModule {}
