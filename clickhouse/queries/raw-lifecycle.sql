-- Lifecycle events of a span by source in order of event time, as RowBinary: time in epoch milliseconds, code of the kind (from 0),
-- subscriber, identity, source, channel, area given.
SELECT
    toUnixTimestamp64Milli(event_time),
    toUInt8(toInt8(kind) - 1),
    subscriber_id,
    identity,
    toString(source),
    toString(channel_id),
    toString(given_area_id)
FROM {{database}}.lifecycle_events
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
ORDER BY source, event_time, identity
SETTINGS max_threads = 2
FORMAT RowBinary
