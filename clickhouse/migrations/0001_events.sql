-- Raw events, with pseudonyms only: eventId, imsi and imei are never stored because they may carry numbers.
--
-- `stored_at` carries retention (see src/migrate/retention.ts): a file of last year that is replayed today is kept as
-- long as today's events. The order puts the events of one area and minute side by side, which is how figures on the
-- wall are traced back.

CREATE TABLE IF NOT EXISTS {{create:signalling_events}}
(
    event_time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    kind Enum8('attach' = 1, 'detach' = 2, 'registration' = 3, 'area-update' = 4, 'periodic-update' = 5,
               'handover' = 6, 'service-request' = 7, 'paging' = 8, 'session' = 9),
    subscriber_id UInt64,
    cell_id LowCardinality(String),
    serving_area_id LowCardinality(String),
    area_id LowCardinality(String),
    rat LowCardinality(String),
    home_plmn LowCardinality(String),
    serving_plmn LowCardinality(String),
    source LowCardinality(String),
    identity UInt64 CODEC(NONE),
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toDate(event_time)
ORDER BY (area_id, event_time)
SETTINGS {{dedup}}, ttl_only_drop_parts = 1;

{{distributed:signalling_events:subscriber_id}};

CREATE TABLE IF NOT EXISTS {{create:usage_events}}
(
    event_time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    kind Enum8('voice' = 1, 'sms' = 2, 'data' = 3),
    subscriber_id UInt64,
    direction Enum8('' = 0, 'originating' = 1, 'terminating' = 2),
    peer_id UInt64,
    peer_operator LowCardinality(String),
    cell_id LowCardinality(String),
    serving_area_id LowCardinality(String),
    area_id LowCardinality(String),
    duration_seconds Float64,
    uplink_bytes UInt64,
    downlink_bytes UInt64,
    source LowCardinality(String),
    identity UInt64 CODEC(NONE),
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toDate(event_time)
ORDER BY (area_id, event_time)
SETTINGS {{dedup}}, ttl_only_drop_parts = 1;

{{distributed:usage_events:subscriber_id}};

CREATE TABLE IF NOT EXISTS {{create:lifecycle_events}}
(
    event_time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    kind Enum8('activated' = 1, 'deactivated' = 2, 'ported-in' = 3, 'ported-out' = 4, 'suspended' = 5,
               'resumed' = 6, 'product-ordered' = 7),
    subscriber_id UInt64,
    channel_id LowCardinality(String),
    given_area_id LowCardinality(String),
    area_id LowCardinality(String),
    product_id LowCardinality(String),
    source LowCardinality(String),
    identity UInt64 CODEC(NONE),
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toDate(event_time)
ORDER BY (area_id, event_time)
SETTINGS {{dedup}}, ttl_only_drop_parts = 1;

{{distributed:lifecycle_events:subscriber_id}};

-- Late and rejected records may name any time at all, so nothing here is partitioned by what they say.

CREATE TABLE IF NOT EXISTS {{create:late_events}}
(
    source LowCardinality(String),
    feed Enum8('lifecycle' = 1, 'signalling' = 2, 'usage' = 3),
    event_time DateTime64(3, 'UTC'),
    kind LowCardinality(String),
    subscriber_id UInt64,
    identity UInt64 CODEC(NONE),
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(stored_at)
ORDER BY (source, event_time)
SETTINGS {{dedup}};

{{distributed:late_events:subscriber_id}};

CREATE TABLE IF NOT EXISTS {{create:rejected_events}}
(
    source LowCardinality(String),
    feed Enum8('lifecycle' = 1, 'signalling' = 2, 'usage' = 3),
    line UInt64,
    field LowCardinality(String),
    code LowCardinality(String),
    received_at DateTime64(3, 'UTC'),
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(stored_at)
ORDER BY (source, received_at, line)
SETTINGS {{dedup}};

{{distributed:rejected_events:cityHash64(source)}};
