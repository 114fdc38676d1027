import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Bilingual } from '../indicators/index.ts';
import type { AlertState, EventKind, Link, Muted, ReportNow, Severity, Signal } from './alerts.types.ts';
import type { Chain, Person } from './chain.ts';
import type { DueRule } from './due.ts';
import type { WatchedMetric } from './alerts.types.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What is abnormal somewhere, and how far people have got with it. */
export const alerts = pgTable(
  'alerts',
  {
    id: text().primaryKey(),
    /** Short number for people. */
    number: bigserial({ mode: 'number' }).notNull(),
    /** Null: raised by hand. */
    indicatorId: text('indicator_id'),
    indicatorVersion: integer('indicator_version'),
    title: jsonb().$type<Bilingual>().notNull(),
    message: jsonb().$type<Bilingual>().notNull(),
    severity: text().$type<Severity>().notNull(),
    areaId: text('area_id').notNull(),
    hotspotId: text('hotspot_id'),
    /** Hotspot or area: an indicator has one open alert each. */
    place: text().notNull(),
    /** The area and all above it, for scopes and subtrees. */
    areaPath: text('area_path').array().notNull(),
    state: text().$type<AlertState>().notNull(),
    stateAt: time('state_at').notNull(),
    open: boolean().notNull(),
    step: integer(),
    version: integer().notNull(),
    round: integer().notNull(),
    /** Rounds that began because it had become abnormal again while it was tracked. */
    relapses: integer().notNull().default(0),
    /** With the people who held the steps when it began. */
    chain: jsonb().$type<Chain>().notNull(),
    people: text().array().notNull(),
    waitingFor: text('waiting_for').array().notNull(),
    parentId: text('parent_id'),
    /** Local day of the event time: alerts of one day are grouped. */
    day: text().notNull(),
    eventAt: time('event_at').notNull(),
    raisedAt: time('raised_at').notNull(),
    dueAt: time('due_at').notNull(),
    dueRule: jsonb('due_rule').$type<DueRule>().notNull(),
    escalatedAt: time('escalated_at'),
    acknowledgedBy: jsonb('acknowledged_by').$type<Person>(),
    acknowledgedAt: time('acknowledged_at'),
    closedAt: time('closed_at'),
    trackingAt: time('tracking_at'),
    trackingUntil: time('tracking_until'),
    trackingDays: doublePrecision('tracking_days').notNull(),
    endedAt: time('ended_at'),
    recoveredAt: time('recovered_at'),
    occurrences: integer().notNull(),
    value: doublePrecision(),
    threshold: doublePrecision(),
    unit: text().notNull(),
    metric: jsonb().$type<WatchedMetric>(),
    facts: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    report: jsonb().$type<ReportNow>(),
    links: jsonb().$type<readonly Link[]>().notNull(),
    muted: jsonb().$type<Muted>(),
  },
  (table) => [
    uniqueIndex('alerts_one_open')
      .on(table.indicatorId, table.place)
      .where(sql`${table.open} and ${table.indicatorId} is not null`),
    index('alerts_open').on(table.open, table.raisedAt),
    index('alerts_raised').on(table.raisedAt, table.id),
    index('alerts_parent').on(table.parentId),
    index('alerts_path').using('gin', table.areaPath),
    index('alerts_people').using('gin', table.people),
    index('alerts_waiting').using('gin', table.waitingFor),
    index('alerts_due')
      .on(table.dueAt, table.id)
      .where(sql`${table.open}`),
  ],
);

/**
 * Words and pairs of Chinese characters by which an alert is found. Apart from the alert: its index is large, and every
 * change of a row writes all indexes of its table again.
 */
export const alertSearch = pgTable(
  'alert_search',
  {
    alertId: text('alert_id')
      .primaryKey()
      .references(() => alerts.id),
    tokens: text().array().notNull(),
  },
  (table) => [index('alert_search_tokens').using('gin', table.tokens)],
);

/** The timeline: transitions and what is only noted. */
export const alertEvents = pgTable(
  'alert_events',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    alertId: text('alert_id')
      .notNull()
      .references(() => alerts.id),
    at: time('at').notNull(),
    eventAt: time('event_at'),
    kind: text().$type<EventKind>().notNull(),
    /** Null: by itself. */
    actor: jsonb().$type<Person>(),
    from: text().$type<AlertState>(),
    to: text().$type<AlertState>(),
    step: integer(),
    /** Of the alert after a transition; null: nothing but a note. */
    version: integer(),
    text: text(),
    data: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** What happens once only, such as a reminder of a round. */
    once: text(),
  },
  (table) => [
    index('alert_events_alert').on(table.alertId, table.id),
    uniqueIndex('alert_events_once').on(table.alertId, table.once),
  ],
);

/** Which detections an alert is about: each has at most one open alert an indicator. */
export const alertDetections = pgTable(
  'alert_detections',
  {
    alertId: text('alert_id')
      .notNull()
      .references(() => alerts.id),
    detectionId: text('detection_id').notNull(),
    revision: integer().notNull(),
    retracted: boolean().notNull(),
    eventAt: time('event_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.alertId, table.detectionId] }),
    index('alert_detections_detection').on(table.detectionId),
  ],
);

/** What has been found and not been made alerts of yet: written where it is found, worked off in order. */
export const alertSignals = pgTable('alert_signals', {
  seq: bigserial({ mode: 'number' }).primaryKey(),
  signal: jsonb().$type<Signal>().notNull(),
});

/** Sources that are out, or were: they inhibit alerts of the areas they cover. */
export const alertOutages = pgTable('alert_outages', {
  detectionId: text('detection_id').primaryKey(),
  source: text().notNull(),
  revision: bigint({ mode: 'number' }).notNull(),
  /** Empty: nobody knows which, so all. */
  areaIds: text('area_ids').array().notNull(),
  sinceAt: time('since_at').notNull(),
  endedAt: time('ended_at'),
});
