-- Usage events of a span by source in order of event time, as RowBinary: time in epoch milliseconds, code of the service (from 0),
-- subscriber, identity, source, direction, peer, seconds, bytes up and down, operator of the peer, cell, serving area.
SELECT
    toUnixTimestamp64Milli(event_time),
    toUInt8(toInt8(kind) - 1),
    subscriber_id,
    identity,
    toString(source),
    toUInt8(toInt8(direction)),
    peer_id,
    duration_seconds,
    toFloat64(uplink_bytes),
    toFloat64(downlink_bytes),
    toString(peer_operator),
    toString(cell_id),
    toString(serving_area_id)
FROM {{database}}.usage_events
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
ORDER BY source, event_time, identity
SETTINGS max_threads = 2
FORMAT RowBinary
