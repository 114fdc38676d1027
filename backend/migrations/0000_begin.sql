CREATE TABLE "alert_detections" (
	"alert_id" text NOT NULL,
	"detection_id" text NOT NULL,
	"revision" integer NOT NULL,
	"retracted" boolean NOT NULL,
	"event_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_detections_alert_id_detection_id_pk" PRIMARY KEY("alert_id","detection_id")
);
--> statement-breakpoint
CREATE TABLE "alert_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event_at" timestamp with time zone,
	"kind" text NOT NULL,
	"actor" jsonb,
	"from" text,
	"to" text,
	"step" integer,
	"version" integer,
	"text" text,
	"data" jsonb NOT NULL,
	"once" text
);
--> statement-breakpoint
CREATE TABLE "alert_outages" (
	"detection_id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"revision" bigint NOT NULL,
	"area_ids" text[] NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "alert_search" (
	"alert_id" text PRIMARY KEY NOT NULL,
	"tokens" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_signals" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"signal" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"indicator_id" text,
	"indicator_version" integer,
	"title" jsonb NOT NULL,
	"message" jsonb NOT NULL,
	"severity" text NOT NULL,
	"area_id" text NOT NULL,
	"hotspot_id" text,
	"place" text NOT NULL,
	"area_path" text[] NOT NULL,
	"state" text NOT NULL,
	"state_at" timestamp with time zone NOT NULL,
	"open" boolean NOT NULL,
	"step" integer,
	"version" integer NOT NULL,
	"round" integer NOT NULL,
	"chain" jsonb NOT NULL,
	"people" text[] NOT NULL,
	"waiting_for" text[] NOT NULL,
	"parent_id" text,
	"day" text NOT NULL,
	"event_at" timestamp with time zone NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"due_rule" jsonb NOT NULL,
	"escalated_at" timestamp with time zone,
	"acknowledged_by" jsonb,
	"acknowledged_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"tracking_at" timestamp with time zone,
	"tracking_until" timestamp with time zone,
	"tracking_days" double precision NOT NULL,
	"ended_at" timestamp with time zone,
	"recovered_at" timestamp with time zone,
	"occurrences" integer NOT NULL,
	"value" double precision,
	"threshold" double precision,
	"unit" text NOT NULL,
	"metric" jsonb,
	"facts" jsonb NOT NULL,
	"report" jsonb,
	"links" jsonb NOT NULL,
	"muted" jsonb
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"decision_id" text PRIMARY KEY NOT NULL,
	"scheme_id" text NOT NULL,
	"scheme_version" integer NOT NULL,
	"trigger_id" text NOT NULL,
	"pseudonym" text NOT NULL,
	"area_id" text,
	"trigger_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"detail" text,
	"arm" text,
	"due_at" timestamp with time zone,
	"deferred" boolean DEFAULT false NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"detection" jsonb
);
--> statement-breakpoint
CREATE TABLE "early_receipts" (
	"channel" text NOT NULL,
	"provider_message_id" text NOT NULL,
	"state" text NOT NULL,
	"permanent" boolean NOT NULL,
	"code" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "early_receipts_channel_provider_message_id_pk" PRIMARY KEY("channel","provider_message_id")
);
--> statement-breakpoint
CREATE TABLE "kill_switches" (
	"switch_id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"lifted_by" text,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"submission_id" text PRIMARY KEY NOT NULL,
	"decision_id" text NOT NULL,
	"scheme_id" text NOT NULL,
	"pseudonym" text NOT NULL,
	"trigger_id" text NOT NULL,
	"step" integer NOT NULL,
	"channel" text NOT NULL,
	"queue" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"fresh_until" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_owner" text,
	"provider_message_id" text,
	"code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "trigger_counts" (
	"minute" timestamp with time zone NOT NULL,
	"scheme_id" text NOT NULL,
	"triggers" integer NOT NULL,
	CONSTRAINT "trigger_counts_minute_scheme_id_pk" PRIMARY KEY("minute","scheme_id")
);
--> statement-breakpoint
CREATE TABLE "detection_inbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"detection_id" text NOT NULL,
	"revision" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"event_time" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"subtype" text,
	"area_id" text,
	"hotspot_id" text,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"detection" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_cursors" (
	"consumer" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "indicator_versions" (
	"indicator_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "indicator_versions_indicator_id_version_pk" PRIMARY KEY("indicator_id","version")
);
--> statement-breakpoint
CREATE TABLE "indicators" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text,
	"version" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"evaluated_at" timestamp with time zone,
	CONSTRAINT "indicators_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "ingest_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"feeds" text[],
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "ingest_keys_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"alert_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"sms" text NOT NULL,
	"once" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oidc_requests" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user_positions" (
	"user_id" text NOT NULL,
	"position" text NOT NULL,
	"area_id" text NOT NULL,
	CONSTRAINT "user_positions_user_id_position_area_id_pk" PRIMARY KEY("user_id","position","area_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"roles" text[] NOT NULL,
	"scope" text[],
	"language" text DEFAULT 'zh-CN' NOT NULL,
	"email" text,
	"sealed_phone" text,
	"issuer" text,
	"subject" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "users_login_unique" UNIQUE("login"),
	CONSTRAINT "users_issuer_subject" UNIQUE("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "contact_locks" (
	"pseudonym" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_policies" (
	"version" integer PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_profile_sources" (
	"source" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_profiles" (
	"pseudonym" text PRIMARY KEY NOT NULL,
	"profile" jsonb,
	"language" text,
	"time_zone" text,
	"consent" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"decision_id" text NOT NULL,
	"step" integer NOT NULL,
	"pseudonym" text NOT NULL,
	"scheme_id" text NOT NULL,
	"category" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "contacts_decision_id_step_pk" PRIMARY KEY("decision_id","step")
);
--> statement-breakpoint
CREATE TABLE "do_not_disturb" (
	"pseudonym" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rehearsals" (
	"rehearsal_id" text PRIMARY KEY NOT NULL,
	"scheme_id" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"progress" real NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"error" text,
	"result" jsonb
);
--> statement-breakpoint
CREATE TABLE "audience_lists" (
	"list_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audience_members" (
	"list_id" text NOT NULL,
	"pseudonym" text NOT NULL,
	CONSTRAINT "audience_members_list_id_pseudonym_pk" PRIMARY KEY("list_id","pseudonym")
);
--> statement-breakpoint
CREATE TABLE "scheme_versions" (
	"scheme_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"approved_at" timestamp with time zone,
	CONSTRAINT "scheme_versions_scheme_id_version_pk" PRIMARY KEY("scheme_id","version")
);
--> statement-breakpoint
CREATE TABLE "schemes" (
	"scheme_id" text PRIMARY KEY NOT NULL,
	"ready_key" text,
	"row_version" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"last_version" integer NOT NULL,
	"approved_versions" integer[] NOT NULL,
	"authors" jsonb NOT NULL,
	"approvals" jsonb NOT NULL,
	"approvals_needed" integer NOT NULL,
	"expected_weekly" integer,
	"return_reason" text,
	"scheduled_for_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"results" jsonb,
	CONSTRAINT "schemes_ready_key_unique" UNIQUE("ready_key")
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"id" text PRIMARY KEY NOT NULL,
	"match" jsonb NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expired_at" timestamp with time zone,
	"silenced" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_numbers" (
	"pseudonym" text PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"sealed" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wall_pairings" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"wall_id" text,
	CONSTRAINT "wall_pairings_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "walls" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scope" text[],
	"token_hash" text NOT NULL,
	"next_hash" text,
	"next_at" timestamp with time zone,
	"previous_hash" text,
	"rotated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paired_by" text NOT NULL,
	"paired_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "walls_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "walls_next_hash_unique" UNIQUE("next_hash"),
	CONSTRAINT "walls_previous_hash_unique" UNIQUE("previous_hash")
);
--> statement-breakpoint
ALTER TABLE "alert_detections" ADD CONSTRAINT "alert_detections_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_search" ADD CONSTRAINT "alert_search_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_versions" ADD CONSTRAINT "indicator_versions_indicator_id_indicators_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "public"."indicators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_positions" ADD CONSTRAINT "user_positions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audience_members" ADD CONSTRAINT "audience_members_list_id_audience_lists_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."audience_lists"("list_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_versions" ADD CONSTRAINT "scheme_versions_scheme_id_schemes_scheme_id_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."schemes"("scheme_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wall_pairings" ADD CONSTRAINT "wall_pairings_wall_id_walls_id_fk" FOREIGN KEY ("wall_id") REFERENCES "public"."walls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_detections_detection" ON "alert_detections" USING btree ("detection_id");--> statement-breakpoint
CREATE INDEX "alert_events_alert" ON "alert_events" USING btree ("alert_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_events_once" ON "alert_events" USING btree ("alert_id","once");--> statement-breakpoint
CREATE INDEX "alert_search_tokens" ON "alert_search" USING gin ("tokens");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open" ON "alerts" USING btree ("indicator_id","place") WHERE "alerts"."open" and "alerts"."indicator_id" is not null;--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("open","raised_at");--> statement-breakpoint
CREATE INDEX "alerts_raised" ON "alerts" USING btree ("raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_parent" ON "alerts" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "alerts_path" ON "alerts" USING gin ("area_path");--> statement-breakpoint
CREATE INDEX "alerts_people" ON "alerts" USING gin ("people");--> statement-breakpoint
CREATE INDEX "alerts_waiting" ON "alerts" USING gin ("waiting_for");--> statement-breakpoint
CREATE INDEX "alerts_due" ON "alerts" USING btree ("due_at","id") WHERE "alerts"."open";--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_type","subject_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_trigger" ON "decisions" USING btree ("scheme_id","trigger_id");--> statement-breakpoint
CREATE INDEX "decisions_due" ON "decisions" USING btree ("due_at") WHERE "decisions"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "decisions_minute" ON "decisions" USING btree ("minute","scheme_id","reason");--> statement-breakpoint
CREATE INDEX "decisions_subscriber" ON "decisions" USING btree ("pseudonym","received_at");--> statement-breakpoint
CREATE INDEX "decisions_scheme" ON "decisions" USING btree ("scheme_id","reason");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_message" ON "outbox" USING btree ("scheme_id","pseudonym","trigger_id","step");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("queue","due_at") WHERE "outbox"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "outbox_leased" ON "outbox" USING btree ("lease_until") WHERE "outbox"."state" = 'submitting';--> statement-breakpoint
CREATE INDEX "outbox_provider" ON "outbox" USING btree ("channel","provider_message_id");--> statement-breakpoint
CREATE INDEX "outbox_decision" ON "outbox" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "outbox_dead" ON "outbox" USING btree ("settled_at") WHERE "outbox"."state" = 'dead';--> statement-breakpoint
CREATE UNIQUE INDEX "detection_inbox_identity" ON "detection_inbox" USING btree ("detection_id","revision");--> statement-breakpoint
CREATE INDEX "detection_inbox_received" ON "detection_inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("person_id","once");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "user_positions_place" ON "user_positions" USING btree ("position","area_id");--> statement-breakpoint
CREATE INDEX "contacts_subscriber" ON "contacts" USING btree ("pseudonym","at");--> statement-breakpoint
CREATE INDEX "rehearsals_scheme" ON "rehearsals" USING btree ("scheme_id","created_at");--> statement-breakpoint
CREATE INDEX "audience_members_pseudonym" ON "audience_members" USING btree ("pseudonym");--> statement-breakpoint
CREATE INDEX "schemes_state" ON "schemes" USING btree ("state");--> statement-breakpoint
CREATE INDEX "silences_ends" ON "silences" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "vault_numbers_key" ON "vault_numbers" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "wall_pairings_expires" ON "wall_pairings" USING btree ("expires_at");