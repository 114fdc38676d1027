import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import type { Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AlertAftermath } from './alert-aftermath.service.ts';
import { decide, type Command, type Next } from './alert-machine.ts';
import { refused } from './alert-refusal.ts';
import { columnsOf, coreOf } from './alert-row.ts';
import { addEvent, addTokens, updateAlert, type AlertRow, type NewAlertRow } from './alerts.repository.ts';
import { OVER } from './alerts.types.ts';
import type { ChainActor } from './chain.ts';
import { searchTokens } from './search.ts';
import { WorkClock } from './work-clock.service.ts';

const DAY_MS = 86_400_000;

/** Who does it: somebody, by their principal, or the system. */
export type Doer = { readonly actor: ChainActor; readonly principal: Principal } | `system:${string}`;

/** Moves alerts from state to state: one row, one line of the timeline and one of the audit trail each time. */
@Injectable()
export class AlertTransitions {
  constructor(
    @Inject(WorkClock) private readonly clock: WorkClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AlertAftermath) private readonly aftermath: AlertAftermath,
  ) {}

  /** Does it to a locked row, or throws why it is not possible. `data` goes to the timeline. */
  async perform(
    tx: Transaction,
    row: AlertRow,
    command: Command,
    doer: Doer,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<AlertRow> {
    const actor = typeof doer === 'string' ? null : doer.actor;
    const decision = decide(coreOf(row), command, actor);
    if (!decision.ok) throw refused(decision.refusal);
    const now = this.clock.now();
    const text = textOf(command);
    const change = {
      ...columnsOf(row, decision.next, new Date(now)),
      ...this.#details(row, command, decision.next, actor),
    };
    const after = await updateAlert(tx, row.id, change);
    await addTokens(tx, row.id, said(command, text));
    const by = actor === null ? null : { id: actor.id, name: actor.name };
    const eventId = await addEvent(tx, {
      alertId: row.id,
      at: new Date(now),
      kind: command.do,
      actor: by,
      from: row.state,
      to: after.state,
      step: row.step,
      version: after.version,
      text,
      data: { ...dataOf(command), ...data },
    });
    await this.aftermath.follow(tx, { before: row, after, kind: command.do, by, text, eventId });
    await this.audit.record(tx, {
      actor: typeof doer === 'string' ? doer : doer.principal,
      action: `alert.${command.do}`,
      subjectType: 'alert',
      subjectId: row.id,
      ...(text === null ? {} : { reason: text }),
      before: auditOf(row),
      after: auditOf(after),
    });
    return after;
  }

  #details(row: AlertRow, command: Command, next: Next, actor: ChainActor | null): Partial<NewAlertRow> {
    const now = new Date(this.clock.now());
    switch (command.do) {
      case 'report':
      case 'amend': {
        if (next.report === null || actor === null) return {};
        const by = { id: actor.id, name: actor.name };
        return { report: { ...next.report, by, at: now.getTime(), round: next.round } };
      }
      case 'acknowledge':
        return actor === null
          ? {}
          : { acknowledgedBy: { id: actor.id, name: actor.name }, acknowledgedAt: now };
      case 'close':
        return { closedAt: now };
      case 'reopen':
      case 'relapse': {
        const relapses = row.relapses + (command.do === 'relapse' ? 1 : 0);
        return { ...AFRESH, relapses, dueAt: new Date(this.clock.due(row.dueRule).dueAt) };
      }
      case 'track':
        return { trackingAt: now, trackingUntil: new Date(now.getTime() + row.trackingDays * DAY_MS) };
      case 'finish':
      case 'dismiss':
      case 'withdraw':
        return { open: !OVER.has(next.state), endedAt: now };
      default:
        return {};
    }
  }
}

/** What a new round begins without. */
const AFRESH = {
  closedAt: null,
  trackingAt: null,
  trackingUntil: null,
  escalatedAt: null,
  acknowledgedBy: null,
  acknowledgedAt: null,
  recoveredAt: null,
} as const;

function textOf(command: Command): string | null {
  if ('reason' in command) return command.reason;
  return 'note' in command ? (command.note ?? null) : null;
}

function dataOf(command: Command): Readonly<Record<string, unknown>> {
  if (command.do === 'report') return { ...command.report };
  return command.do === 'amend' ? { ...command.changes } : {};
}

/** What people have written is found, too. */
function said(command: Command, text: string | null): string[] {
  const texts = Object.values(dataOf(command)).filter((value) => typeof value === 'string');
  return searchTokens(text, ...texts);
}

function auditOf({ state, step, version, round, report }: AlertRow) {
  return { state, step, version, round, report };
}
