import { index, integer, jsonb, pgTable, real, text, timestamp } from 'drizzle-orm/pg-core';
import type { RehearsalResult, RehearsalState } from './rehearsal.types.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What schemes would have sent. */
export const rehearsals = pgTable(
  'rehearsals',
  {
    rehearsalId: text('rehearsal_id').primaryKey(),
    schemeId: text('scheme_id').notNull(),
    /** Of the definition. */
    version: integer().notNull(),
    state: text().$type<RehearsalState>().notNull(),
    progress: real().notNull(),
    fromAt: time('from_at').notNull(),
    toAt: time('to_at').notNull(),
    requestedBy: text('requested_by').notNull(),
    createdAt: time('created_at').notNull(),
    finishedAt: time('finished_at'),
    error: text(),
    result: jsonb().$type<RehearsalResult>(),
  },
  (table) => [index('rehearsals_scheme').on(table.schemeId, table.createdAt)],
);
