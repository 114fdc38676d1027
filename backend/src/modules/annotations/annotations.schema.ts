import { doublePrecision, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What people have noted on the map: a place, a time and a text. */
export const annotations = pgTable(
  'annotations',
  {
    id: text().primaryKey(),
    areaId: text('area_id').notNull(),
    /** Null: of the area as a whole. */
    longitude: doublePrecision(),
    latitude: doublePrecision(),
    /** What it is about, in the system's time. */
    at: time('at').notNull(),
    text: text().notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [index('annotations_at').on(table.at, table.id)],
);
