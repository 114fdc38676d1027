CREATE TABLE "annotations" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"longitude" double precision,
	"latitude" double precision,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "annotations_at" ON "annotations" USING btree ("at","id");