import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import type { Principal } from '../access/index.ts';
import { JobsService, type JobData } from '../jobs/jobs.service.ts';
import { SmsNoticesService } from './sms-notices.service.ts';
import * as repository from './notifications.repository.ts';
import type { NoticesQuery, ReadBody } from './notifications.dto.ts';
import type { NoticeKind, SmsState } from './notifications.types.ts';

const SMS_QUEUE = 'notices.sms';

/** What is said to whom, and on which occasion: the same one is said once. */
export interface Telling {
  readonly alertId: string;
  readonly kind: NoticeKind;
  /** Names the occasion within the alert. */
  readonly occasion: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly people: readonly string[];
  /** By SMS too. */
  readonly urgent: boolean;
}

export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly alertId: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly at: number;
  readonly readAt: number | null;
  readonly sms: SmsState;
}

/** Tells people things: in the application at once, and by SMS when they have a phone and a channel is configured. */
@Injectable()
export class NotificationsService implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(SmsNoticesService) private readonly sms: SmsNoticesService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(SMS_QUEUE, (data: JobData) =>
      this.sms.send(String(data['alertId']), String(data['occasion'])),
    );
  }

  /** Tells everybody at once, when and only when the transaction is committed. */
  async tell(tx: Transaction, { alertId, kind, occasion, text, people, urgent }: Telling): Promise<void> {
    if (people.length === 0) return;
    const at = new Date(this.clock.now());
    const bySms = urgent && this.sms.configured;
    const sms: SmsState = bySms ? 'queued' : 'none';
    const once = `${alertId}/${occasion}`;
    await repository.addNotices(
      tx,
      people.map((personId) => ({ personId, alertId, kind, text, at, sms, once })),
    );
    if (bySms) await this.jobs.send(SMS_QUEUE, { alertId, occasion: once }, { key: once, tx });
  }

  async list({ id }: Principal, { unread, cursor, limit }: NoticesQuery) {
    const { db } = this.database;
    const page = { unread: unread === true, before: cursor, limit: limit + 1 };
    const [rows, unreadCount] = await Promise.all([
      repository.noticesOf(db, id, page),
      repository.unreadOf(db, id),
    ]);
    const items = rows.slice(0, limit).map(shown);
    return {
      items,
      unread: unreadCount,
      nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
  }

  async read({ id }: Principal, { ids }: ReadBody): Promise<{ unread: number }> {
    await repository.markRead(this.database.db, id, ids, new Date(this.clock.now()));
    return { unread: await repository.unreadOf(this.database.db, id) };
  }
}

function shown({ id, kind, alertId, text, at, readAt, sms }: repository.NoticeRow): Notice {
  return { id, kind, alertId, text, at: at.getTime(), readAt: readAt?.getTime() ?? null, sms };
}
