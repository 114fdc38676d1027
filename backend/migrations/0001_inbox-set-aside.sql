CREATE TABLE "inbox_set_aside" (
	"consumer" text NOT NULL,
	"seq" bigint NOT NULL,
	"reason" text NOT NULL,
	"set_aside_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inbox_set_aside_consumer_seq_pk" PRIMARY KEY("consumer","seq")
);
