import { boolean, index, integer, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** People who sign in. */
export const users = pgTable(
  'users',
  {
    id: text().primaryKey(),
    /** Lower-case. */
    login: text().notNull().unique(),
    name: text().notNull(),
    /** Argon2id; null: signs in elsewhere, or not at all. */
    passwordHash: text('password_hash'),
    /** The password was made by us and is good for choosing another one only. */
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    roles: text().array().notNull(),
    /** Areas whose subtrees are seen and touched; null: everything. */
    scope: text().array(),
    language: text().notNull().default('zh-CN'),
    email: text(),
    /** Of the user's own telephone, sealed by the vault. */
    sealedPhone: text('sealed_phone'),
    /** Of the provider through which the user signs in. */
    issuer: text(),
    subject: text(),
    disabledAt: time('disabled_at'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [unique('users_issuer_subject').on(table.issuer, table.subject)],
);

/** Who holds which position where: chains of alerts find people by it. */
export const userPositions = pgTable(
  'user_positions',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    position: text().notNull(),
    areaId: text('area_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.position, table.areaId] }),
    index('user_positions_place').on(table.position, table.areaId),
  ],
);

/** Browsers that are signed in. Times are the database's own: they are the same for every server. */
export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    /** SHA-256 of the token in the cookie, hexadecimal. */
    tokenHash: text('token_hash').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: time('created_at').notNull().defaultNow(),
    lastSeenAt: time('last_seen_at').notNull().defaultNow(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('sessions_user').on(table.userId), index('sessions_expires').on(table.expiresAt)],
);

/** Failed sign-ins, by hash of login and by address. */
export const signInLimits = pgTable('sign_in_limits', {
  key: text().primaryKey(),
  points: integer().notNull(),
  expire: time('expire'),
});

/** Sign-ins under way at the provider. */
export const oidcRequests = pgTable('oidc_requests', {
  /** SHA-256 of the state, which the browser holds in a cookie too. */
  stateHash: text('state_hash').primaryKey(),
  nonce: text().notNull(),
  codeVerifier: text('code_verifier').notNull(),
  returnTo: text('return_to').notNull(),
  expiresAt: time('expires_at').notNull(),
});
