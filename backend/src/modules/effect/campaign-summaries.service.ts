import { Inject, Injectable } from '@nestjs/common';
import type { CampaignNow } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { LocalTime } from '../calendar/index.ts';
import { KillSwitchesService } from '../dispatch/kill-switches.service.ts';
import type { StoredScheme } from '../schemes/schemes.service.ts';
import { FunnelsService } from './funnels.service.ts';

/** Schemes as the wall shows them. */
@Injectable()
export class CampaignSummariesService {
  readonly #zone: LocalTime;

  constructor(
    @Inject(FunnelsService) private readonly funnels: FunnelsService,
    @Inject(KillSwitchesService) private readonly switches: KillSwitchesService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) config: Config,
  ) {
    this.#zone = new LocalTime(config.timeZone);
  }

  /** `converted`: first triggers of those who converted so far. */
  async of(scheme: StoredScheme, converted: readonly number[]): Promise<CampaignNow> {
    const { schemeId, definition, state, startedAt } = scheme;
    const midnight = this.#zone.startOfDay(this.#zone.day(this.clock.now()));
    const { funnel } = await this.funnels.since(schemeId, 0, converted);
    const { funnel: today } = await this.funnels.since(schemeId, midnight, converted);
    return {
      schemeId,
      name: definition.name,
      state: shownState(state),
      triggers: triggersOf(scheme),
      startedAt,
      funnel,
      today,
      killed: this.switches.stops(schemeId, definition.channel),
    };
  }
}

function triggersOf({ definition: { trigger } }: StoredScheme): readonly string[] {
  return trigger.types.flatMap((type) =>
    trigger.subtypes.length === 0 ? [type] : trigger.subtypes.map((subtype) => `${type}/${subtype}`),
  );
}

/** What was started and is being changed sends nothing, like a pause. */
function shownState(state: StoredScheme['state']): CampaignNow['state'] {
  return state === 'scheduled' || state === 'running' || state === 'ended' ? state : 'paused';
}
