import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { SceneDefinition, ScreenRecord, WallPlan } from './scenes.types.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Every version of every scene. */
export const wallScenes = pgTable(
  'wall_scenes',
  {
    sceneId: text('scene_id').notNull(),
    /** From 1; 0 is what is built in. */
    version: integer().notNull(),
    definition: jsonb().$type<SceneDefinition>().notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sceneId, table.version] })],
);

/** The version of each scene that walls show; a built-in scene without a row is shown as it is built in. */
export const wallSceneHeads = pgTable('wall_scene_heads', {
  sceneId: text('scene_id').primaryKey(),
  version: integer().notNull(),
  publishedAt: time('published_at').notNull(),
});

/** Scenes that were taken from the walls; their versions stay, and publishing one brings the scene back. */
export const wallScenesArchived = pgTable('wall_scenes_archived', {
  sceneId: text('scene_id').primaryKey(),
  archivedAt: time('archived_at').notNull(),
});

/** Every plan of what walls show when; the last one holds. */
export const wallPlans = pgTable('wall_plans', {
  version: integer().primaryKey(),
  definition: jsonb().$type<WallPlan>().notNull(),
  authorId: text('author_id').notNull(),
  authorName: text('author_name').notNull(),
  createdAt: time('created_at').notNull(),
});

/** How the screen of a wall hangs. */
export const wallScreens = pgTable('wall_screens', {
  wallId: text('wall_id').primaryKey(),
  definition: jsonb().$type<ScreenRecord>().notNull(),
});
