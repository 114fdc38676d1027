import { Inject, Injectable } from '@nestjs/common';
import { SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { DecisionsService } from '../dispatch/decisions.service.ts';
import { PolicyService } from '../policy/policy.service.ts';
import { SchemesService, type StoredScheme } from '../schemes/schemes.service.ts';
import { Arms, type Assigned } from './arms.ts';
import { EffectRepository } from './effect.repository.ts';
import type { Measured } from './effect.types.ts';
import { judgeEffect, ratioWords } from './judge-effect.ts';
import { eitherControl, sampleRatio } from './sample-ratio.ts';

type Scheme = Pick<StoredScheme, 'schemeId' | 'definition'>;

/** What schemes did: those meant to be contacted against those held out. */
@Injectable()
export class EffectService {
  constructor(
    @Inject(DecisionsService) private readonly decisions: DecisionsService,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(SchemesService) private readonly schemes: SchemesService,
    @Inject(EffectRepository) private readonly repository: EffectRepository,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  async measure({ schemeId, definition }: Scheme): Promise<Measured> {
    const { successEvent, controlShare } = definition;
    const at = this.clock.now();
    const arms = new Arms(successEvent.withinDays, at);
    for await (const page of this.decisions.assignments(schemeId)) {
      const assigned = page.map(({ pseudonym, arm, at: first }): Assigned => ({
        subscriberId: pseudonym,
        arm,
        at: first,
      }));
      const successes = await this.repository.successes(assigned, successEvent);
      for (const each of assigned) arms.add(each, successes);
    }
    const expected = eitherControl(this.policy.current.controlShare, controlShare);
    const ratio = sampleRatio(arms.drawn.treated, arms.drawn.control, expected);
    const effect = {
      schemeId,
      at,
      successEvent,
      maturing: arms.maturing,
      method: 'newcombe-wilson' as const,
      ...judgeEffect(arms.treated, arms.control, expected > 0, ratio),
      sampleRatio: { ...ratio, expectedControlShare: expected, words: ratioWords(ratio, expected) },
    };
    return { effect, converted: arms.converted };
  }

  /** For the library. */
  async keepResults(schemeId: string): Promise<void> {
    const scheme = await this.schemes.find(schemeId);
    if (scheme?.state !== 'ended') return;
    const { effect } = await this.measure(scheme);
    await this.schemes.keepResults(schemeId, effect);
  }
}
