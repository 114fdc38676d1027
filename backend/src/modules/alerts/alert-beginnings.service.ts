import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import type { Actor } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { SilencesService } from '../silences/silences.service.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import {
  addEvent,
  addTokens,
  adoptChildren,
  insertAlert,
  parentOf,
  peopleOfAlert,
  updateAlert,
  type AlertRow,
} from './alerts.repository.ts';
import { newAlertRow, tokensOf, type Beginning } from './new-alert.ts';
import { WorkClock } from './work-clock.service.ts';

/** An alert that began, and others that it changed: those grouped under it now. */
export interface Began {
  readonly alert: AlertRow;
  readonly adopted: readonly AlertRow[];
}

/** Begins alerts: puts them in their group, tells everybody on the chain, sets the timers. */
@Injectable()
export class AlertBeginnings {
  constructor(
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AlertAftermath) private readonly aftermath: AlertAftermath,
    @Inject(SilencesService) private readonly silences: SilencesService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** Null: this indicator has an open alert at the place already. */
  async begin(tx: Transaction, beginning: Beginning, by: Actor): Promise<Began | null> {
    const planned = newAlertRow(beginning, this.clock.date(), this.reference.model, this.clock.local);
    const parentId = await parentOf(tx, planned);
    const inserted = await insertAlert(tx, { ...planned, parentId });
    if (inserted === undefined) return null;
    await addTokens(tx, inserted.id, tokensOf(beginning, this.reference.model));
    const alert = await this.#silenced(tx, inserted);
    const adopted = await adoptChildren(tx, alert);
    const person = typeof by === 'string' ? null : { id: by.id, name: by.name };
    const eventId = await addEvent(tx, {
      alertId: alert.id,
      at: alert.raisedAt,
      eventAt: alert.eventAt,
      kind: 'raise',
      actor: person,
      to: 'raised',
      step: 0,
      version: 1,
      data: { value: alert.value, threshold: alert.threshold },
      ...(alert.muted === null ? {} : { text: alert.muted.by }),
    });
    const told = parentId === null ? [] : await peopleOfAlert(tx, parentId);
    await this.aftermath.begin(tx, alert, eventId, told);
    await this.audit.record(tx, {
      actor: by,
      action: 'alert.raise',
      subjectType: 'alert',
      subjectId: alert.id,
      after: { state: alert.state, areaId: alert.areaId, message: alert.message, chain: alert.chain },
    });
    return { alert, adopted };
  }

  async #silenced(tx: Transaction, alert: AlertRow): Promise<AlertRow> {
    if (alert.muted !== null) return alert;
    const id = await this.silences.silencing(tx, alert);
    return id === null ? alert : await updateAlert(tx, alert.id, { muted: { by: 'silence', id } });
  }
}
