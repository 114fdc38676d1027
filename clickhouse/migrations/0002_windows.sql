-- Closed windows and their late revisions: the row with the largest revision counts (argMax or FINAL when reading).

CREATE TABLE IF NOT EXISTS {{create:area_windows}}
(
    area_id LowCardinality(String),
    size LowCardinality(String),
    start DateTime('UTC') CODEC(Delta, LZ4),
    subscribers UInt64,
    signalling UInt64,
    usage UInt64,
    events UInt64,
    revision UInt32,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(start)
ORDER BY (area_id, size, start)
SETTINGS {{dedup}};

{{distributed:area_windows:cityHash64(area_id)}};

CREATE TABLE IF NOT EXISTS {{create:hotspot_windows}}
(
    hotspot_id LowCardinality(String),
    size LowCardinality(String),
    start DateTime('UTC') CODEC(Delta, LZ4),
    subscribers UInt64,
    students UInt64,
    own_newcomers UInt64,
    rivals UInt64,
    signalling UInt64,
    usage UInt64,
    calls UInt64,
    sms UInt64,
    bytes UInt64,
    voice_seconds Float64,
    revision UInt32,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(start)
ORDER BY (hotspot_id, size, start)
SETTINGS {{dedup}};

{{distributed:hotspot_windows:cityHash64(hotspot_id)}};

CREATE TABLE IF NOT EXISTS {{create:operator_windows}}
(
    area_id LowCardinality(String),
    operator_id LowCardinality(String),
    size LowCardinality(String),
    start DateTime('UTC') CODEC(Delta, LZ4),
    calls UInt64,
    sms UInt64,
    voice_seconds Float64,
    revision UInt32,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(start)
ORDER BY (area_id, operator_id, size, start)
SETTINGS {{dedup}};

{{distributed:operator_windows:cityHash64(area_id)}};

CREATE TABLE IF NOT EXISTS {{create:share_days}}
(
    area_id LowCardinality(String),
    day Date,
    operator_id LowCardinality(String),
    own Bool,
    new_numbers UInt64,
    revision UInt64,
    final Bool,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree(revision)}}
PARTITION BY toYYYYMM(day)
ORDER BY (area_id, day, operator_id)
SETTINGS {{dedup}};

{{distributed:share_days:cityHash64(area_id)}};
