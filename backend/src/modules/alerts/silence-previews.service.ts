import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import type { SilenceMatch } from '../silences/silences.dto.ts';
import { SilencesService } from '../silences/silences.service.ts';
import { countAlerts, findAlerts, type AlertFilter } from './alert-list.repository.ts';

const MAX_SHOWN = 50;

/** What a silence would be about, of the alerts that are open now. */
@Injectable()
export class SilencePreviews {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SilencesService) private readonly silences: SilencesService,
  ) {}

  async preview(match: SilenceMatch, principal: Principal) {
    this.silences.assertWithin(match, principal);
    const { indicatorIds, areaIds, severities } = match;
    const filter: AlertFilter = {
      scope: principal.scope,
      open: true,
      ...(indicatorIds.length === 0 ? {} : { indicatorIds }),
      ...(areaIds.length === 0 ? {} : { underAny: areaIds }),
      ...(severities.length === 0 ? {} : { severities }),
    };
    const { db } = this.database;
    const [total, rows] = await Promise.all([
      countAlerts(db, filter),
      findAlerts(db, filter, null, MAX_SHOWN),
    ]);
    const alerts = rows.map(({ id, number, title, areaId, state }) => ({ id, number, title, areaId, state }));
    return { total, alerts };
  }
}
