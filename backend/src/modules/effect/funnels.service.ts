import { Inject, Injectable } from '@nestjs/common';
import type { CampaignFunnel } from '@tidewall/streams';
import { DecisionsService } from '../dispatch/decisions.service.ts';
import { EffectRepository } from './effect.repository.ts';
import { funnelOf, type CountedReason } from './funnel.ts';

export interface Funnel {
  readonly funnel: CampaignFunnel;
  readonly counts: readonly CountedReason[];
}

/** What became of the triggers of a scheme. */
@Injectable()
export class FunnelsService {
  constructor(
    @Inject(DecisionsService) private readonly decisions: DecisionsService,
    @Inject(EffectRepository) private readonly repository: EffectRepository,
  ) {}

  /** Of triggers since a time [ever]. `converted`: first triggers of those who converted. */
  async since(schemeId: string, since: number, converted: readonly number[]): Promise<Funnel> {
    const counts = await this.decisions.funnel(schemeId, since);
    const delivered = await this.repository.delivered(schemeId, since);
    const successes = converted.filter((at) => at >= since).length;
    return { funnel: funnelOf(counts, { delivered, converted: successes }), counts };
  }
}
