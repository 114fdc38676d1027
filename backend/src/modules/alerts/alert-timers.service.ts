import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { JobsService, type JobData } from '../jobs/jobs.service.ts';
import { SILENCE_OVER } from '../silences/silences.service.ts';
import { AlertLiveService } from './alert-live.service.ts';
import { AlertMutes } from './alert-mutes.service.ts';
import { AlertReminders } from './alert-reminders.service.ts';
import { AlertTransitions } from './alert-transitions.service.ts';
import { dueOf, TIMER_QUEUE, type Due } from './alert-timers.ts';
import { lockAlert, type AlertRow } from './alerts.repository.ts';

/** Does what comes due, once, also after a restart: a timer of another round or of a state that has passed does nothing. */
@Injectable()
export class AlertTimers implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(AlertTransitions) private readonly transitions: AlertTransitions,
    @Inject(AlertReminders) private readonly reminders: AlertReminders,
    @Inject(AlertMutes) private readonly mutes: AlertMutes,
    @Inject(AlertLiveService) private readonly live: AlertLiveService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(TIMER_QUEUE, (data: JobData) => this.#fire(dueOf(data)));
    this.jobs.handle(SILENCE_OVER, (data: JobData) => this.#unmute(String(data['silenceId'])));
  }

  async #fire(due: Due | undefined): Promise<void> {
    if (due === undefined) return;
    const changed = await this.database.transaction(async (tx) => {
      const row = await lockAlert(tx, due.alertId);
      return row?.round === due.round ? await this.#act(tx, row, due) : null;
    });
    if (changed !== null) this.live.show(changed);
  }

  async #act(tx: Transaction, row: AlertRow, { timer }: Due): Promise<AlertRow | null> {
    switch (timer) {
      case 'remind':
        return await this.reminders.remind(tx, row);
      case 'escalate':
        return await this.reminders.escalate(tx, row);
      case 'track':
        if (row.state !== 'closed') return null;
        return await this.transitions.perform(tx, row, { do: 'track' }, 'system:timer');
      case 'finish':
        if (row.state !== 'tracking' && !(row.state === 'closed' && row.trackingDays === 0)) return null;
        return await this.transitions.perform(tx, row, { do: 'finish' }, 'system:timer');
    }
  }

  async #unmute(silenceId: string): Promise<void> {
    const changed = await this.database.transaction((tx) => this.mutes.unmute(tx, silenceId));
    this.live.show(...changed);
  }
}
