import { index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Person } from './lifecycle.ts';
import type { SchemeDefinition, SchemeState } from './schemes.types.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Campaign schemes: where each stands in its life. */
export const schemes = pgTable(
  'schemes',
  {
    schemeId: text('scheme_id').primaryKey(),
    /** Of a ready-made scheme: made once. */
    readyKey: text('ready_key').unique(),
    /** Goes up with each transition. */
    rowVersion: integer('row_version').notNull(),
    state: text().$type<SchemeState>().notNull(),
    /** Of the definition that counts. */
    version: integer().notNull(),
    lastVersion: integer('last_version').notNull(),
    approvedVersions: integer('approved_versions').array().notNull(),
    authors: jsonb().$type<readonly Person[]>().notNull(),
    approvals: jsonb().$type<readonly (Person & { readonly at: number })[]>().notNull(),
    approvalsNeeded: integer('approvals_needed').notNull(),
    expectedWeekly: integer('expected_weekly'),
    returnReason: text('return_reason'),
    scheduledForAt: time('scheduled_for_at'),
    startedAt: time('started_at'),
    endedAt: time('ended_at'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    /** What became of an ended scheme. */
    results: jsonb(),
  },
  (table) => [index('schemes_state').on(table.state)],
);

/** Definitions, never changed: an edit adds one. */
export const schemeVersions = pgTable(
  'scheme_versions',
  {
    schemeId: text('scheme_id')
      .notNull()
      .references(() => schemes.schemeId),
    version: integer().notNull(),
    definition: jsonb().$type<SchemeDefinition>().notNull(),
    author: jsonb().$type<Person>().notNull(),
    createdAt: time('created_at').notNull(),
    approvedAt: time('approved_at'),
  },
  (table) => [primaryKey({ columns: [table.schemeId, table.version] })],
);
