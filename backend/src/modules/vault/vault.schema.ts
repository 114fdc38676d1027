import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The only place where the number behind a pseudonym is kept, encrypted. */
export const vaultNumbers = pgTable(
  'vault_numbers',
  {
    pseudonym: text().primaryKey(),
    /** Under which key it is sealed. */
    keyId: text('key_id').notNull(),
    sealed: text().notNull(),
    sealedAt: timestamp('sealed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [index('vault_numbers_key').on(table.keyId)],
);
