import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Who changed what, when and why. Rows are only ever added; each carries the hash of the one before it. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** 1, 2, 3 … without a gap. */
    seq: bigint({ mode: 'number' }).primaryKey(),
    at: timestamp({ withTimezone: true, mode: 'date' }).notNull(),
    /** User id, `wall:…`, `key:…`, `local` or `system:…`. */
    actor: text().notNull(),
    /** The actor's name at that time; empty for the system. */
    actorName: text('actor_name').notNull().default(''),
    action: text().notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text(),
    before: jsonb(),
    after: jsonb(),
    previousHash: text('previous_hash').notNull(),
    /** SHA-256 over everything above, hexadecimal. */
    hash: text().notNull(),
  },
  (table) => [
    index('audit_entries_subject').on(table.subjectType, table.subjectId, table.seq),
    index('audit_entries_actor').on(table.actor, table.seq),
    index('audit_entries_at').on(table.at),
  ],
);
