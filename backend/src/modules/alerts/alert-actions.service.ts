import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { AccessScope, hasRole, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AppError } from '../web/app-error.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import { AlertLiveService } from './alert-live.service.ts';
import { mayComment, type Command } from './alert-machine.ts';
import { conflict, refused, unknownAlert } from './alert-refusal.ts';
import { AlertTransitions, type Doer } from './alert-transitions.service.ts';
import type { BulkBody } from './alerts.dto.ts';
import { addEvent, addTokens, lockAlert, type AlertRow } from './alerts.repository.ts';
import { peopleOf, type ChainActor } from './chain.ts';
import { searchTokens } from './search.ts';
import { WorkClock } from './work-clock.service.ts';

export interface BulkAnswer {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string }[];
}

/** What people do to alerts: each transition names the version that was seen. */
@Injectable()
export class AlertActions {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(AlertTransitions) private readonly transitions: AlertTransitions,
    @Inject(AlertAftermath) private readonly aftermath: AlertAftermath,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AlertLiveService) private readonly live: AlertLiveService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  /** Throws `conflict` when somebody was faster, and why it is not possible otherwise; nothing changes then. */
  async act(id: string, version: number, command: Command, principal: Principal): Promise<AlertRow> {
    const after = await this.database.transaction(async (tx) => {
      const row = await this.#locked(tx, id, principal);
      if (row.version !== version) throw conflict(row.version);
      return await this.transitions.perform(tx, row, command, this.#doer(row, principal));
    });
    this.live.show(after);
    return after;
  }

  /** Changes neither state nor version: nobody is held up by what others say. */
  async comment(id: string, text: string, principal: Principal): Promise<AlertRow> {
    return await this.database.transaction(async (tx) => {
      const row = await this.#locked(tx, id, principal);
      const actor = actorOf(row, principal, this.scope);
      if (!mayComment(row.chain, actor)) throw refused('not-on-chain');
      const by = { id: actor.id, name: actor.name };
      const event = {
        alertId: id,
        at: this.clock.date(),
        kind: 'comment' as const,
        actor: by,
        text,
        data: {},
      };
      const eventId = await addEvent(tx, event);
      await addTokens(tx, id, searchTokens(text));
      const audience = { kind: 'comment', people: peopleOf(row.chain), urgent: false } as const;
      await this.aftermath.tell(tx, { after: row, by, text }, audience, `comment/${eventId}`);
      const subject = { subjectType: 'alert', subjectId: id } as const;
      await this.audit.record(tx, { actor: principal, action: 'alert.comment', ...subject, after: { text } });
      return row;
    });
  }

  /** One after another, each in a transaction of its own: what is not possible for some is done for the others. */
  async bulk({ action, ids, note }: BulkBody, principal: Principal): Promise<BulkAnswer> {
    const done: string[] = [];
    const notDone: BulkAnswer['refused'][number][] = [];
    const command: Command = action === 'dismiss' ? { do: action, reason: note } : { do: action, note };
    for (const id of new Set(ids)) {
      try {
        const after = await this.database.transaction(async (tx) => {
          const row = await this.#locked(tx, id, principal);
          return await this.transitions.perform(tx, row, command, this.#doer(row, principal));
        });
        this.live.show(after);
        done.push(id);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        notDone.push({ id, code: error.code, message: error.message });
      }
    }
    return { done, refused: notDone };
  }

  async #locked(tx: Transaction, id: string, principal: Principal): Promise<AlertRow> {
    const row = await lockAlert(tx, id);
    if (row === undefined) throw unknownAlert();
    this.scope.assert(principal, row.areaId);
    return row;
  }

  #doer(row: AlertRow, principal: Principal): Doer {
    return { actor: actorOf(row, principal, this.scope), principal };
  }
}

/** Somebody as the rules of an alert see them. */
export function actorOf(
  { areaId }: Pick<AlertRow, 'areaId'>,
  principal: Principal,
  scope: Pick<AccessScope, 'contains'>,
): ChainActor {
  const supervisor = hasRole(principal, 'supervisor') && scope.contains(principal, areaId);
  return { id: principal.id, name: principal.name, supervisor };
}
