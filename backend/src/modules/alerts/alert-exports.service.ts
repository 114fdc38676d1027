import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { csvLine, CSV_HEAD } from './alert-export.ts';
import { findAlerts, type AlertCursor, type AlertFilter } from './alert-list.repository.ts';
import { AlertQueries } from './alert-queries.service.ts';
import type { AlertsQuery } from './alerts.dto.ts';
import { WorkClock } from './work-clock.service.ts';

const PAGE = 500;
const MAX_LINES = 50_000;
/** By it spreadsheets know that this is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Lists of alerts as CSV, page by page, so that a long history does not fill the memory. */
@Injectable()
export class AlertExports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AlertQueries) private readonly queries: AlertQueries,
    @Inject(WorkClock) private readonly clock: WorkClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  csv(query: AlertsQuery, principal: Principal): Readable {
    return Readable.from(this.#pages(this.queries.filterOf(query, principal)));
  }

  async *#pages(filter: AlertFilter): AsyncGenerator<Buffer> {
    yield Buffer.from(BYTE_ORDER_MARK + CSV_HEAD);
    const { k } = this.config.privacy;
    let cursor: AlertCursor | null = null;
    for (let lines = 0; lines < MAX_LINES; lines += PAGE) {
      const rows: Awaited<ReturnType<typeof findAlerts>> = await findAlerts(
        this.database.db,
        filter,
        cursor,
        PAGE,
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      yield Buffer.from(rows.map((row) => csvLine(row, this.clock.local, k)).join(''));
      if (rows.length < PAGE) return;
      cursor = { raisedAt: last.raisedAt.getTime(), id: last.id };
    }
  }
}
