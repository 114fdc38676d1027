import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@tidewall/clickhouse';
import type { Config } from '../../config/index.ts';
import { CONFIG, STORE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { triggerAreas } from './scheme-areas.ts';
import type { SchemeDefinition } from './schemes.types.ts';

const DAY_SECONDS = 86_400;
const WEEK_MS = 7 * DAY_SECONDS * 1_000;

/** How many triggers a scheme would have in a week, judged by the last seven days. */
@Injectable()
export class ExpectedTriggersService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
  ) {}

  /** Filters on evidence are left out, so it is rather too many: it decides how many people must approve. */
  async weekly(definition: SchemeDefinition): Promise<number> {
    const { trigger } = definition;
    const toMs = this.clock.now();
    const areas = triggerAreas(definition, this.reference.model);
    const counts = await Promise.all(
      trigger.types.map((type) =>
        this.store.query('detection-counts', {
          type,
          areaIds: areas === null ? [] : [...areas],
          fromMs: toMs - WEEK_MS,
          toMs,
          stepSeconds: DAY_SECONDS,
          timeZone: this.config.timeZone,
        }),
      ),
    );
    return counts
      .flat()
      .filter(({ subtype }) => trigger.subtypes.length === 0 || trigger.subtypes.includes(subtype))
      .reduce((sum, { count }) => sum + count, 0);
  }
}
