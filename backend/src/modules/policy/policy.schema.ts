import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { SubjectProfile } from '../schemes/schemes.types.ts';
import type { Contact, ContactPolicy } from './policy.types.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Versions of the contact policy; the newest holds. */
export const contactPolicies = pgTable('contact_policies', {
  version: integer().primaryKey(),
  policy: jsonb().$type<ContactPolicy>().notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
});

/** Who is not to be contacted, by pseudonym. */
export const doNotDisturb = pgTable('do_not_disturb', {
  pseudonym: text().primaryKey(),
  /** Where it came from: subscribers (the operator's own list), upload, reply, unreachable. */
  source: text().notNull(),
  since: at('since').notNull(),
});

/** What is known of a subscriber for being contacted. */
export const contactProfiles = pgTable('contact_profiles', {
  pseudonym: text().primaryKey(),
  profile: jsonb().$type<SubjectProfile>(),
  language: text(),
  timeZone: text('time_zone'),
  /** Has agreed to be contacted. */
  consent: boolean().notNull().default(false),
});

/** Which reference file the profiles come from. */
export const contactProfileSources = pgTable('contact_profile_sources', {
  source: text().primaryKey(),
  fingerprint: text().notNull(),
});

/** One row for each subscriber who was ever considered: locked while contacts are counted. */
export const contactLocks = pgTable('contact_locks', { pseudonym: text().primaryKey() });

/** Contacts that caps count: reserved for a message under way, or made. Released ones are gone. */
export const contacts = pgTable(
  'contacts',
  {
    decisionId: text('decision_id').notNull(),
    step: integer().notNull(),
    pseudonym: text().notNull(),
    schemeId: text('scheme_id').notNull(),
    category: text().notNull(),
    channel: text().notNull(),
    state: text().$type<Contact['state']>().notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.decisionId, table.step] }),
    index('contacts_subscriber').on(table.pseudonym, table.at),
  ],
);
