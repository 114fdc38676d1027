import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Screens that were let in. Hashes are SHA-256, hexadecimal, of what the screen holds in its cookie. */
export const walls = pgTable('walls', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Areas whose subtrees it shows; null: everything. */
  scope: text().array(),
  tokenHash: text('token_hash').notNull().unique(),
  /** Handed out, not yet seen in use. */
  nextHash: text('next_hash').unique(),
  nextAt: time('next_at'),
  /** Good for a moment after its successor was first used, for requests that were under way. */
  previousHash: text('previous_hash').unique(),
  rotatedAt: time('rotated_at').notNull().defaultNow(),
  pairedBy: text('paired_by').notNull(),
  pairedAt: time('paired_at').notNull().defaultNow(),
  lastSeenAt: time('last_seen_at'),
  revokedAt: time('revoked_at'),
});

/** Screens that show a code and wait. */
export const wallPairings = pgTable(
  'wall_pairings',
  {
    /** SHA-256 of what the waiting screen asks with. */
    idHash: text('id_hash').primaryKey(),
    code: text().notNull().unique(),
    expiresAt: time('expires_at').notNull(),
    wallId: text('wall_id').references(() => walls.id, { onDelete: 'cascade' }),
  },
  (table) => [index('wall_pairings_expires').on(table.expiresAt)],
);
