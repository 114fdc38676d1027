import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Keys of programs that feed in or read. */
export const ingestKeys = pgTable('ingest_keys', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** The beginning of the secret, by which people know it. */
  prefix: text().notNull(),
  /** SHA-256 of the secret, hexadecimal: it is long and random, so that nothing slower is needed. */
  secretHash: text('secret_hash').notNull().unique(),
  /** Feeds that it may deliver, and nothing else; null: everything that an integrator may. */
  feeds: text().array(),
  createdBy: text('created_by').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
  lastUsedAt: time('last_used_at'),
  revokedAt: time('revoked_at'),
});
