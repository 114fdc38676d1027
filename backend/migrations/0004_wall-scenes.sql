CREATE TABLE "wall_plans" (
	"version" integer PRIMARY KEY NOT NULL,
	"definition" jsonb NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wall_scene_heads" (
	"scene_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wall_scenes" (
	"scene_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wall_scenes_scene_id_version_pk" PRIMARY KEY("scene_id","version")
);
--> statement-breakpoint
CREATE TABLE "wall_screens" (
	"wall_id" text PRIMARY KEY NOT NULL,
	"definition" jsonb NOT NULL
);
