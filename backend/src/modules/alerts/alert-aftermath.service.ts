import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../adapters/postgres/index.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { NotificationsService } from '../notifications/notifications.service.ts';
import type { NoticeKind } from '../notifications/notifications.types.ts';
import { waitingPeople } from './alert-row.ts';
import { setTimer } from './alert-timers.ts';
import { AlertWebhookService } from './alert-webhook.service.ts';
import type { AlertRow } from './alerts.repository.ts';
import type { EventKind } from './alerts.types.ts';
import { peopleOf, type Person } from './chain.ts';
import { noticeText } from './notice-texts.ts';
import { WorkClock } from './work-clock.service.ts';

/** What has just happened to an alert. */
export interface Happened {
  readonly before: AlertRow;
  readonly after: AlertRow;
  readonly kind: EventKind;
  readonly by: Person | null;
  readonly text: string | null;
  readonly eventId: number | undefined;
}

/** Whom to tell on an occasion, and whether by SMS too. */
interface Audience {
  readonly kind: NoticeKind;
  readonly people: readonly Person[];
  readonly urgent: boolean;
}

/** What follows from a transition, in its transaction: people are told, timers set, other systems told. */
@Injectable()
export class AlertAftermath {
  constructor(
    @Inject(NotificationsService) private readonly notices: NotificationsService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(AlertWebhookService) private readonly webhook: AlertWebhookService,
    @Inject(WorkClock) private readonly clock: WorkClock,
  ) {}

  async follow(tx: Transaction, happened: Happened): Promise<void> {
    const { after, kind, eventId } = happened;
    const audience = audienceOf(happened);
    if (audience !== null) await this.tell(tx, happened, audience, `${kind}/${after.version}`);
    await this.#setTimers(tx, happened);
    if (eventId !== undefined) await this.webhook.tell(tx, eventId);
  }

  /** Everybody on the chain is told at once of an alert that begins, except those in `told`. */
  async begin(
    tx: Transaction,
    alert: AlertRow,
    eventId: number | undefined,
    told: readonly string[],
  ): Promise<void> {
    const people = peopleOf(alert.chain).filter(({ id }) => !told.includes(id));
    const happened = { before: alert, after: alert, kind: 'raise', by: null, text: null, eventId } as const;
    await this.tell(tx, happened, { kind: 'raised', people, urgent: true }, 'raise');
    await this.#setTimers(tx, happened);
    if (eventId !== undefined) await this.webhook.tell(tx, eventId);
  }

  /** Nobody was told at the beginning, since it was muted: now they are, and the time that they have begins now. */
  async tellLate(tx: Transaction, alert: AlertRow): Promise<void> {
    const happened = { after: alert, by: null, text: null };
    await this.tell(tx, happened, { kind: 'raised', people: peopleOf(alert.chain), urgent: true }, 'raise');
    await this.#setDueTimers(tx, alert);
  }

  async tell(
    tx: Transaction,
    { after, by, text }: Pick<Happened, 'after' | 'by' | 'text'>,
    { kind, people, urgent }: Audience,
    occasion: string,
  ): Promise<void> {
    if (after.muted !== null) return;
    await this.notices.tell(tx, {
      alertId: after.id,
      kind,
      occasion,
      text: noticeText(kind, after, by?.name ?? null, text),
      people: people.filter(({ id }) => id !== by?.id).map(({ id }) => id),
      urgent,
    });
  }

  async #setTimers(tx: Transaction, { before, after, kind }: Happened): Promise<void> {
    const due = { alertId: after.id, round: after.round };
    if (kind === 'raise' || after.round > before.round) await this.#setDueTimers(tx, after);
    if (after.state === before.state) return;
    if (after.state === 'closed') {
      const timer = after.trackingDays > 0 ? 'track' : 'finish';
      await setTimer(this.jobs, tx, { ...due, timer }, Math.max(this.clock.now(), after.dueAt.getTime()));
    }
    if (after.state === 'tracking' && after.trackingUntil !== null)
      await setTimer(this.jobs, tx, { ...due, timer: 'finish' }, after.trackingUntil.getTime());
  }

  async #setDueTimers(tx: Transaction, { id, round, dueRule }: AlertRow): Promise<void> {
    const { dueAt, remindAt } = this.clock.due(dueRule);
    const due = { alertId: id, round };
    if (remindAt !== null) await setTimer(this.jobs, tx, { ...due, timer: 'remind' }, remindAt);
    await setTimer(this.jobs, tx, { ...due, timer: 'escalate' }, dueAt);
  }
}

function audienceOf({ after, kind }: Happened): Audience | null {
  const everybody = peopleOf(after.chain);
  switch (kind) {
    case 'report':
    case 'amend':
    case 'approve':
      return { kind: 'your-turn', people: waitingPeople(after), urgent: true };
    case 'return':
      return { kind: 'returned', people: waitingPeople(after), urgent: true };
    case 'close':
      return { kind: 'closed', people: everybody, urgent: false };
    case 'reopen':
    case 'relapse':
      return { kind: 'reopened', people: everybody, urgent: true };
    case 'dismiss':
    case 'withdraw':
      return { kind: 'dismissed', people: everybody, urgent: false };
    default:
      return null;
  }
}
