CREATE TABLE "wall_scenes_archived" (
	"scene_id" text PRIMARY KEY NOT NULL,
	"archived_at" timestamp with time zone NOT NULL
);
