import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { IndicatorDefinition } from './definition.dto.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What is watched. */
export const indicators = pgTable('indicators', {
  id: text().primaryKey(),
  /** Of a ready-made one: made once. */
  key: text().unique(),
  /** Of the definition that is in force. */
  version: integer().notNull(),
  enabled: boolean().notNull(),
  createdAt: time('created_at').notNull(),
  /** Up to which event time a metric has been judged; null: not yet. */
  evaluatedAt: time('evaluated_at'),
});

/** Definitions, never changed: an edit adds one, and alerts under way keep theirs. */
export const indicatorVersions = pgTable(
  'indicator_versions',
  {
    indicatorId: text('indicator_id')
      .notNull()
      .references(() => indicators.id),
    version: integer().notNull(),
    definition: jsonb().$type<IndicatorDefinition>().notNull(),
    authorId: text('author_id').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.indicatorId, table.version] })],
);
