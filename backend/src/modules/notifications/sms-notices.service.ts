import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Channel } from '../../adapters/channels/index.ts';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER } from '../../tokens.ts';
import { PeopleService } from '../people/people.service.ts';
import { claimSms, giveUpSending, setSms, type NoticeRow } from './notifications.repository.ts';
import type { SmsState } from './notifications.types.ts';

/** The channel that notices go through; null: none is configured. */
export const NOTICE_CHANNEL = Symbol('NOTICE_CHANNEL');
export type NoticeChannel = () => Channel | null;

/** Sends notices by SMS, each once: what the provider did not answer is not sent again. */
@Injectable()
export class SmsNoticesService implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(NOTICE_CHANNEL) private readonly channel: NoticeChannel,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get configured(): boolean {
    return this.channel() !== null;
  }

  async onApplicationBootstrap(): Promise<void> {
    await giveUpSending(this.database.db);
  }

  /** Those of one occasion that wait for it. */
  async send(alertId: string, once: string): Promise<void> {
    const channel = this.channel();
    const { db } = this.database;
    const rows = await claimSms(db, alertId, once);
    if (channel === null) {
      await setSms(db, idsOf(rows), 'failed');
      return;
    }
    const ids = rows.map(({ personId }) => personId);
    const [people, phones] = await Promise.all([this.people.get(ids), this.people.phones(ids)]);
    const english = new Set(people.filter(({ language }) => language === 'en').map(({ id }) => id));
    const sent = await Promise.all(
      rows.map(async (row) => {
        const phone = phones.get(row.personId);
        const text = english.has(row.personId) ? row.text.en : row.text.zh;
        return [
          row.id,
          phone === undefined ? 'no-phone' : await this.#submit(channel, row, phone, text),
        ] as const;
      }),
    );
    const byState = Map.groupBy(sent, ([, state]) => state);
    for (const [state, some] of byState)
      await setSms(
        db,
        some.map(([id]) => id),
        state,
      );
    // What certainly did not leave waits for the next try of the job.
    if (byState.has('queued')) throw new Error('notices were not taken by the provider');
  }

  async #submit(channel: Channel, { id }: NoticeRow, to: string, text: string): Promise<SmsState> {
    const result = await channel.submit({ submissionId: `notice-${id}`, to, text });
    if (result.outcome === 'accepted') return 'sent';
    if (result.outcome === 'unknown') return 'unknown';
    this.logger.warn({ module: 'notifications', noticeId: id, code: result.code }, 'notice not sent');
    return result.kind === 'permanent' ? 'failed' : 'queued';
  }
}

function idsOf(rows: readonly NoticeRow[]): number[] {
  return rows.map(({ id }) => id);
}
