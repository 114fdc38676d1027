import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Stored lists of subscribers that schemes can be limited to. */
export const audienceLists = pgTable('audience_lists', {
  listId: text('list_id').primaryKey(),
  name: text().notNull(),
  size: integer().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/** Who is on a list, by pseudonym. */
export const audienceMembers = pgTable(
  'audience_members',
  {
    listId: text('list_id')
      .notNull()
      .references(() => audienceLists.listId, { onDelete: 'cascade' }),
    pseudonym: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.pseudonym] }),
    index('audience_members_pseudonym').on(table.pseudonym),
  ],
);
