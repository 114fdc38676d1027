-- Distinct subscribers by cell from the stored raw events of some lowest areas in a span, all kinds of events together.
-- The tables are in the order of area and time, so only what is asked for is read.
SELECT cell_id AS cellId, toFloat64(uniqExact(subscriber_id)) AS subscribers
FROM
(
    SELECT cell_id, subscriber_id
    FROM {{database}}.signalling_events
    WHERE area_id IN {areaIds:Array(String)}
        AND event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
        AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND (toInt64(toUnixTimestamp(stored_at)) * 1000 <= {knownMs:Int64} OR {byStore:UInt8} = 0)
    UNION ALL
    SELECT cell_id, subscriber_id
    FROM {{database}}.usage_events
    WHERE area_id IN {areaIds:Array(String)}
        AND event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
        AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND (toInt64(toUnixTimestamp(stored_at)) * 1000 <= {knownMs:Int64} OR {byStore:UInt8} = 0)
)
WHERE cell_id != ''
GROUP BY cellId
ORDER BY cellId
LIMIT {limit:UInt32}
SETTINGS max_threads = 1
