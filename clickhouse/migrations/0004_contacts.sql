-- Who communicates with whom, by UTC day: fed from usage_events, so that a block retried with its token counts once
-- (the target has a deduplication window of its own). The target adds equal keys up as it stores them, which is cheaper
-- than grouping in the view.

CREATE TABLE IF NOT EXISTS {{create:contacts}}
(
    subscriber_id UInt64,
    peer_id UInt64,
    day Date,
    calls UInt64,
    sms UInt64,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:SummingMergeTree((calls, sms))}}
PARTITION BY toYYYYMM(day)
ORDER BY (subscriber_id, peer_id, day)
SETTINGS {{dedup}};

CREATE MATERIALIZED VIEW IF NOT EXISTS {{create:contacts_of_usage}}
TO {{table:contacts}}
AS SELECT
    subscriber_id,
    peer_id,
    toDate(event_time) AS day,
    kind = 'voice' AS calls,
    kind = 'sms' AS sms
FROM {{table:usage_events}}
WHERE kind IN ('voice', 'sms') AND peer_id != 0;

{{distributed:contacts:subscriber_id}};
