-- Every revision of every detection. An id fixes its event time, so this order keeps revisions apart, collapses a
-- revision that is emitted again, and serves the newest-first list by reading backwards. `body` is the exact line
-- that was emitted.

CREATE TABLE IF NOT EXISTS {{create:detections}}
(
    detection_id String,
    revision UInt32,
    type LowCardinality(String),
    subtype LowCardinality(String),
    event_time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    subject_kind LowCardinality(String),
    subject_id String,
    area_id LowCardinality(String),
    hotspot_id LowCardinality(String),
    severity LowCardinality(String),
    retracted Bool,
    body String CODEC(ZSTD(1)),
    stored_at DateTime('UTC') DEFAULT now(),
    INDEX by_detection detection_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_subject subject_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_area area_id TYPE set(256) GRANULARITY 1
)
ENGINE = {{engine:ReplacingMergeTree}}
PARTITION BY toYYYYMM(event_time)
ORDER BY (event_time, detection_id, revision)
SETTINGS {{dedup}};

{{distributed:detections:cityHash64(detection_id)}};
