import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { AuditService } from '../audit/index.ts';
import { SilencesService } from '../silences/silences.service.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import { waitingPeople } from './alert-row.ts';
import { AlertWebhookService } from './alert-webhook.service.ts';
import { addEvent, updateAlert, type AlertRow } from './alerts.repository.ts';
import { peopleOf } from './chain.ts';
import { WorkClock } from './work-clock.service.ts';

/** Reminds those who are waited for, and tells the whole chain when it is overdue: each once a round. */
@Injectable()
export class AlertReminders {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SilencesService) private readonly silences: SilencesService,
    @Inject(AlertAftermath) private readonly aftermath: AlertAftermath,
    @Inject(AlertWebhookService) private readonly webhook: AlertWebhookService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** Null: there is nothing to remind of, or it is overdue by now, since nobody ran: then it escalates. */
  async remind(tx: Transaction, row: AlertRow): Promise<AlertRow | null> {
    if (row.step === null || row.muted !== null || this.clock.now() >= row.dueAt.getTime()) return null;
    if (!(await this.#note(tx, row, 'remind'))) return null;
    if (await this.#isSilenced(tx, row)) return row;
    const happened = { after: row, by: null, text: null };
    const audience = { kind: 'reminder', people: waitingPeople(row), urgent: true } as const;
    await this.aftermath.tell(tx, happened, audience, `remind/${row.round}`);
    return row;
  }

  async escalate(tx: Transaction, row: AlertRow): Promise<AlertRow | null> {
    if (row.step === null || row.muted !== null || this.clock.now() < row.dueAt.getTime()) return null;
    if (!(await this.#note(tx, row, 'escalate'))) return null;
    const after = await updateAlert(tx, row.id, { escalatedAt: this.clock.date() });
    if (await this.#isSilenced(tx, row)) return after;
    const happened = { after, by: null, text: null };
    const audience = { kind: 'escalated', people: peopleOf(row.chain), urgent: true } as const;
    await this.aftermath.tell(tx, happened, audience, `escalate/${row.round}`);
    return after;
  }

  /** False: it was done in this round already. */
  async #note(tx: Transaction, row: AlertRow, kind: 'remind' | 'escalate'): Promise<boolean> {
    const once = `${kind}/${row.round}`;
    const event = { alertId: row.id, at: this.clock.date(), kind, step: row.step, data: {}, once };
    const eventId = await addEvent(tx, event);
    if (eventId === undefined) return false;
    await this.webhook.tell(tx, eventId);
    await this.audit.record(tx, {
      actor: 'system:timer',
      action: `alert.${kind}`,
      subjectType: 'alert',
      subjectId: row.id,
      after: { state: row.state, step: row.step, round: row.round },
    });
    return true;
  }

  async #isSilenced(tx: Transaction, row: AlertRow): Promise<boolean> {
    return (await this.silences.silencing(tx, row)) !== null;
  }
}
