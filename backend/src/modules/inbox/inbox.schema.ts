import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Detection } from '@tidewall/streams';

/** Detections handed over to those who act on them, in order. Subjects are pseudonyms. */
export const detectionInbox = pgTable(
  'detection_inbox',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    detectionId: text('detection_id').notNull(),
    revision: integer().notNull(),
    /** By the system's clock. */
    receivedAt: timestamp('received_at', { withTimezone: true, mode: 'date' }).notNull(),
    eventTime: timestamp('event_time', { withTimezone: true, mode: 'date' }).notNull(),
    type: text().notNull(),
    subtype: text(),
    areaId: text('area_id'),
    hotspotId: text('hotspot_id'),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    detection: jsonb().$type<Detection>().notNull(),
  },
  (table) => [
    uniqueIndex('detection_inbox_identity').on(table.detectionId, table.revision),
    index('detection_inbox_received').on(table.receivedAt),
  ],
);

/** Detections that a consumer could not take, so that those behind them were not held up. Tried again at each start. */
export const inboxSetAside = pgTable(
  'inbox_set_aside',
  {
    consumer: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    /** What went wrong, as the log has it too. */
    reason: text().notNull(),
    setAsideAt: timestamp('set_aside_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.seq] })],
);

/** How far each consumer is. */
export const inboxCursors = pgTable('inbox_cursors', {
  consumer: text().primaryKey(),
  /** Everything up to it has been taken. */
  seq: bigint({ mode: 'number' }).notNull(),
});
