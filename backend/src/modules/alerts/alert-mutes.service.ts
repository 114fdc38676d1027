import { Inject, Injectable } from '@nestjs/common';
import type { Database, Db, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { SilencesService } from '../silences/silences.service.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import { AlertTransitions } from './alert-transitions.service.ts';
import { addEvent, lockMutedBy, outagesIn, updateAlert, type AlertRow } from './alerts.repository.ts';
import { WorkClock } from './work-clock.service.ts';

/** When which areas were without a source. */
export interface Outage {
  readonly detectionId: string;
  /** Empty: nobody knows which, so all. */
  readonly areaIds: readonly string[];
  readonly since: number;
  /** Null while it lasts. */
  readonly until: number | null;
}

/** Why nobody is told of an alert: a source that is out, or a silence; and what happens when that is over. */
@Injectable()
export class AlertMutes {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AlertTransitions) private readonly transitions: AlertTransitions,
    @Inject(SilencesService) private readonly silences: SilencesService,
    @Inject(AlertAftermath) private readonly aftermath: AlertAftermath,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** Outages at some moment of a span of event time. */
  async outagesIn(from: number, to: number, db: Db = this.database.db): Promise<readonly Outage[]> {
    const rows = await outagesIn(db, new Date(from), new Date(to));
    return rows.map(({ detectionId, areaIds, sinceAt, endedAt }) => ({
      detectionId,
      areaIds,
      since: sinceAt.getTime(),
      until: endedAt?.getTime() ?? null,
    }));
  }

  /** The outage that covers some of an area at an event time and still lasts; null: none. */
  async outageAt(tx: Transaction, areaId: string, at: number): Promise<string | null> {
    const outages = await this.outagesIn(at, at, tx);
    const lasting = outages.find((outage) => outage.until === null && this.covers(outage, areaId));
    return lasting?.detectionId ?? null;
  }

  /** Whether an outage has to do with an area: one of its areas lies in it, or it in one of them. */
  covers({ areaIds }: Outage, areaId: string): boolean {
    if (areaIds.length === 0) return true;
    const { areas } = this.reference.model;
    const above = (id: string): readonly string[] => areas.chain(id).map((area) => area.areaId);
    const chain = above(areaId);
    return areaIds.some((id) => chain.includes(id) || above(id).includes(areaId));
  }

  /** A silence or an outage is over: people are told now of what still stands. */
  async unmute(tx: Transaction, id: string): Promise<readonly AlertRow[]> {
    const changed: AlertRow[] = [];
    for (const row of await lockMutedBy(tx, id)) changed.push(await this.#unmuteOne(tx, row));
    return changed;
  }

  async #unmuteOne(tx: Transaction, row: AlertRow): Promise<AlertRow> {
    // Normal again before anybody was told: nobody needs to be.
    if (row.recoveredAt !== null && row.state === 'raised')
      return await this.transitions.perform(tx, row, { do: 'withdraw' }, 'system:mutes');
    // Another silence may still cover it: nothing changes for people then.
    const silence = await this.silences.silencing(tx, row);
    if (silence !== null) return await updateAlert(tx, row.id, { muted: { by: 'silence', id: silence } });
    const dueAt = row.step === null ? row.dueAt : new Date(this.clock.due(row.dueRule).dueAt);
    const alert = await updateAlert(tx, row.id, { muted: null, dueAt });
    await addEvent(tx, {
      alertId: row.id,
      at: this.clock.date(),
      kind: 'unmute',
      data: { by: row.muted?.by },
    });
    if (alert.step !== null) await this.aftermath.tellLate(tx, alert);
    return alert;
  }
}
