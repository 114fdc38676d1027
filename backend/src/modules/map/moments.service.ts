import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Moment } from '../headcounts/index.ts';
import { invalidParameters } from '../web/app-error.ts';

const DAY_MS = 86_400_000;
/** How far back maps go, with a day for whoever asks at the edge. */
const MAX_BACK_MS = 31 * DAY_MS;

/** Moments that maps can be turned back to. */
@Injectable()
export class Moments {
  constructor(
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The moment asked for, or now. Throws `invalid-parameter` for one to come or too long ago. */
  at(atMs: number | undefined): Moment {
    const now = this.clock.now();
    const asked = atMs ?? now;
    if (asked > now) throw invalidParameters([{ field: 'at', message: 'must not be in the future' }]);
    if (asked < now - MAX_BACK_MS)
      throw invalidParameters([{ field: 'at', message: 'must be within the last 30 days' }]);
    const { allowedLatenessMs: latenessMs } = this.config;
    return { atMs: asked, byStore: this.clock.simulated ? 0 : 1, latenessMs };
  }
}
