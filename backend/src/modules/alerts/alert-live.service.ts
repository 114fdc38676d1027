import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AlertNow } from '@tidewall/streams';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { LiveTopics, type LiveEntry } from '../live/live-topics.service.ts';
import { findLive } from './alert-list.repository.ts';
import { waitingPeople } from './alert-row.ts';
import { isOverdue } from './alert-view.ts';
import type { AlertRow } from './alerts.repository.ts';
import { toldFigures } from './told-figures.ts';

const DAY_MS = 86_400_000;
const MAX_LIVE = 20_000;

/** Shows alerts on the live topic: all that are open, and those that ended within a day of the system's clock. */
@Injectable()
export class AlertLiveService implements OnModuleInit {
  /** When those that are over ended, oldest first. */
  readonly #ended = new Map<string, number>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.topics.register('alerts', () => this.#load());
  }

  /** After the transaction. */
  show(...rows: readonly AlertRow[]): void {
    for (const row of rows) {
      const { key, areaId, value } = this.#entry(row);
      this.topics.put('alerts', key, areaId, value);
      if (row.endedAt !== null) this.#ended.set(row.id, row.endedAt.getTime());
    }
    this.#forget();
  }

  async #load(): Promise<readonly LiveEntry[]> {
    const rows = await findLive(this.database.db, new Date(this.clock.now() - DAY_MS), MAX_LIVE);
    for (const { id, endedAt } of rows) if (endedAt !== null) this.#ended.set(id, endedAt.getTime());
    return rows.map((row) => this.#entry(row));
  }

  /** What has been over for a day is not shown any more. */
  #forget(): void {
    const before = this.clock.now() - DAY_MS;
    for (const [id, endedAt] of this.#ended) {
      if (endedAt >= before) continue;
      this.#ended.delete(id);
      this.topics.put('alerts', id, null, null);
    }
  }

  #entry(row: AlertRow): LiveEntry {
    const { k } = this.config.privacy;
    return { key: row.id, areaId: row.areaId, value: { ...alertNow(row, this.clock.now(), k) } };
  }
}

function alertNow(row: AlertRow, now: number, k: number): AlertNow {
  const { step, chain } = row;
  return {
    alertId: row.id,
    areaId: row.areaId,
    hotspotId: row.hotspotId,
    indicatorId: row.indicatorId,
    title: row.title,
    severity: row.severity,
    state: row.state,
    round: row.round,
    relapses: row.relapses,
    raisedAt: row.raisedAt.getTime(),
    since: row.stateAt.getTime(),
    dueAt: step === null ? null : row.dueAt.getTime(),
    overdue: isOverdue(row, now),
    step: step ?? chain.length,
    steps: chain.length,
    assignees: waitingPeople(row).map(({ name }) => name),
    position: step === null ? null : (chain[step]?.position ?? null),
    ...toldFigures(row, k),
    unit: row.unit === '' ? null : row.unit,
    parentId: row.parentId,
    silenced: row.muted !== null,
    acknowledged: row.acknowledgedAt !== null,
  };
}
