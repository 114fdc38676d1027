-- Stored raw events by feed, local day and kind.
SELECT
    feed,
    toString(toDate(event_time, {timeZone:String})) AS day,
    kind,
    toFloat64(count()) AS count
FROM
(
    SELECT 'signalling' AS feed, event_time, toString(kind) AS kind FROM {{database}}.signalling_events
    UNION ALL
    SELECT 'usage' AS feed, event_time, toString(kind) AS kind FROM {{database}}.usage_events
    UNION ALL
    SELECT 'lifecycle' AS feed, event_time, toString(kind) AS kind FROM {{database}}.lifecycle_events
)
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY feed, day, kind
ORDER BY feed, day, kind
