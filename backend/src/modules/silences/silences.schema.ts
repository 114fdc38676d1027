import { index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { SilenceMatch } from './silences.dto.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Which alerts nobody is told of for a while, and why. */
export const silences = pgTable(
  'silences',
  {
    id: text().primaryKey(),
    match: jsonb().$type<SilenceMatch>().notNull(),
    startsAt: time('starts_at').notNull(),
    endsAt: time('ends_at').notNull(),
    reason: text().notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: time('created_at').notNull(),
    /** Ended by hand before its time. */
    expiredAt: time('expired_at'),
    /** Alerts it has kept quiet. */
    silenced: integer().notNull(),
  },
  (table) => [index('silences_ends').on(table.endsAt)],
);
