import { bigserial, index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { NoticeKind, SmsState } from './notifications.types.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What people were told, in the application and by SMS. */
export const notices = pgTable(
  'notices',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    personId: text('person_id').notNull(),
    alertId: text('alert_id').notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    text: jsonb().$type<{ readonly zh: string; readonly en: string }>().notNull(),
    at: time('at').notNull(),
    readAt: time('read_at'),
    sms: text().$type<SmsState>().notNull(),
    /** Nobody is told the same thing twice. */
    once: text().notNull(),
  },
  (table) => [
    index('notices_person').on(table.personId, table.id),
    uniqueIndex('notices_once').on(table.personId, table.once),
  ],
);
