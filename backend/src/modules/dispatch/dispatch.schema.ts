import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Detection } from '@tidewall/streams';
import type { DecisionState } from '../policy/policy.types.ts';
import type { OutboxState } from './dispatch.types.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** One row for each scheme and trigger, and what became of it. Times are those of the system's clock. */
export const decisions = pgTable(
  'decisions',
  {
    decisionId: text('decision_id').primaryKey(),
    schemeId: text('scheme_id').notNull(),
    schemeVersion: integer('scheme_version').notNull(),
    /** Of the detection: its revisions are one occurrence. */
    triggerId: text('trigger_id').notNull(),
    pseudonym: text().notNull(),
    areaId: text('area_id'),
    triggerAt: at('trigger_at').notNull(),
    receivedAt: at('received_at').notNull(),
    /** Of `received_at`: the line of the ledger. */
    minute: at('minute').notNull(),
    reason: text().$type<DecisionState>().notNull(),
    detail: text(),
    /** Null: it did not come as far as the control group. */
    arm: text().$type<'treated' | 'control'>(),
    /** When it is decided (again); null: nothing to decide. */
    dueAt: at('due_at'),
    /** Its age counts no more: it was put off, or is tried by another channel. */
    deferred: boolean().notNull().default(false),
    /** Which channel: 0 the scheme's own, 1 its fallback. */
    step: integer().notNull().default(0),
    decidedAt: at('decided_at').notNull(),
    /** As long as there is something to decide. */
    detection: jsonb().$type<Detection>(),
  },
  (table) => [
    uniqueIndex('decisions_trigger').on(table.schemeId, table.triggerId),
    index('decisions_due')
      .on(table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    index('decisions_minute').on(table.minute, table.schemeId, table.reason),
    index('decisions_subscriber').on(table.pseudonym, table.receivedAt),
    index('decisions_scheme').on(table.schemeId, table.reason),
  ],
);

/** Triggers of running schemes, counted as they come in and independently of what is decided. */
export const triggerCounts = pgTable(
  'trigger_counts',
  {
    minute: at('minute').notNull(),
    schemeId: text('scheme_id').notNull(),
    triggers: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.minute, table.schemeId] })],
);

/** Messages: one for each scheme, subscriber, trigger and step, whatever the scheme's version. */
export const outbox = pgTable(
  'outbox',
  {
    submissionId: text('submission_id').primaryKey(),
    decisionId: text('decision_id').notNull(),
    schemeId: text('scheme_id').notNull(),
    pseudonym: text().notNull(),
    triggerId: text('trigger_id').notNull(),
    /** 0, and 1 for the fallback channel. */
    step: integer().notNull(),
    channel: text().notNull(),
    queue: text().$type<'fast' | 'slow'>().notNull(),
    text: text().notNull(),
    state: text().$type<OutboxState>().notNull(),
    /** By the system's clock: afterwards it is stale. */
    freshUntil: at('fresh_until').notNull(),
    /** By the database's clock, like all below. */
    dueAt: at('due_at').notNull(),
    attempts: integer().notNull().default(0),
    leaseUntil: at('lease_until'),
    leaseOwner: text('lease_owner'),
    providerMessageId: text('provider_message_id'),
    /** Why it is where it is: a name of ours or the provider's status. */
    code: text(),
    createdAt: at('created_at').notNull().defaultNow(),
    submittedAt: at('submitted_at'),
    settledAt: at('settled_at'),
  },
  (table) => [
    uniqueIndex('outbox_message').on(table.schemeId, table.pseudonym, table.triggerId, table.step),
    index('outbox_due')
      .on(table.queue, table.dueAt)
      .where(sql`${table.state} = 'queued'`),
    index('outbox_leased')
      .on(table.leaseUntil)
      .where(sql`${table.state} = 'submitting'`),
    index('outbox_provider').on(table.channel, table.providerMessageId),
    index('outbox_decision').on(table.decisionId),
    index('outbox_dead')
      .on(table.settledAt)
      .where(sql`${table.state} = 'dead'`),
  ],
);

/** Receipts that came before the answer they belong to was written down. */
export const earlyReceipts = pgTable(
  'early_receipts',
  {
    channel: text().notNull(),
    providerMessageId: text('provider_message_id').notNull(),
    state: text().notNull(),
    permanent: boolean().notNull(),
    code: text(),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.channel, table.providerMessageId] })],
);

/** Nothing is sent where one is on. */
export const killSwitches = pgTable('kill_switches', {
  switchId: text('switch_id').primaryKey(),
  scope: text().$type<'tenant' | 'scheme' | 'channel'>().notNull(),
  /** Scheme or channel; `*` for the tenant. */
  key: text().notNull(),
  reason: text().notNull(),
  setBy: text('set_by').notNull(),
  setAt: at('set_at').notNull(),
  liftedBy: text('lifted_by'),
  liftedAt: at('lifted_at'),
});
