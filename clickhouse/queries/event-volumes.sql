-- Stored raw events by hour, all feeds together.
SELECT
    toFloat64(toUnixTimestamp(toStartOfHour(event_time))) * 1000 AS startMs,
    toFloat64(count()) AS events,
    toFloat64(max(toUnixTimestamp64Milli(event_time))) AS newestMs
FROM
(
    SELECT event_time FROM {{database}}.lifecycle_events
    UNION ALL
    SELECT event_time FROM {{database}}.signalling_events
    UNION ALL
    SELECT event_time FROM {{database}}.usage_events
)
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY startMs
ORDER BY startMs
SETTINGS max_threads = 2
