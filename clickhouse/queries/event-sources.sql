-- Sources that stored events of a span came from.
SELECT DISTINCT
    feed,
    source
FROM
(
    SELECT 'lifecycle' AS feed, toString(source) AS source, event_time FROM {{database}}.lifecycle_events
    UNION ALL
    SELECT 'signalling' AS feed, toString(source) AS source, event_time FROM {{database}}.signalling_events
    UNION ALL
    SELECT 'usage' AS feed, toString(source) AS source, event_time FROM {{database}}.usage_events
)
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
ORDER BY feed, source
SETTINGS max_threads = 2
