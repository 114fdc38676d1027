import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { alertsAt, linesUntil } from './alert-moments.repository.ts';
import { alertsThen, type AlertThen } from './alert-then.ts';

const MAX_ALERTS = 2_000;

/** Alerts as they stood at a moment, from their timelines. */
@Injectable()
export class AlertMoments {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Of an area and all below it, oldest first; at most 2 000. */
  async at(areaId: string, atMs: number): Promise<readonly AlertThen[]> {
    const at = new Date(atMs);
    const { db } = this.database;
    const alerts = await alertsAt(db, areaId, at, MAX_ALERTS);
    const ids = alerts.map(({ alertId }) => alertId);
    return alertsThen(alerts, await linesUntil(db, ids, at));
  }
}
