-- Windows of campuses counted again from the raw rows of their cells. `cells` and `campuses` go together, a cell may come
-- more than once. Windows begin on multiples of `sizeSeconds`.
WITH members AS
(
    SELECT tupleElement(pair, 1) AS cell, tupleElement(pair, 2) AS campus
    FROM (SELECT arrayJoin(arrayZip({cells:Array(String)}, {campuses:Array(String)})) AS pair)
)
SELECT
    members.campus AS hotspotId,
    toFloat64(1000 * intDiv(toUnixTimestamp(event_time), {sizeSeconds:UInt32}) * {sizeSeconds:UInt32}) AS startMs,
    toFloat64(uniqExact(subscriber_id)) AS subscribers,
    toFloat64(countIf(kind = '')) AS signalling,
    toFloat64(countIf(kind != '')) AS usage,
    toFloat64(countIf(kind = 'voice')) AS calls,
    toFloat64(countIf(kind = 'sms')) AS sms,
    toFloat64(sumIf(volume, kind = 'data')) AS bytes,
    toFloat64(sumIf(seconds, kind = 'voice')) AS voiceSeconds
FROM
(
    SELECT event_time, subscriber_id, toString(cell_id) AS cell, '' AS kind, 0 AS volume, 0 AS seconds
    FROM {{database}}.signalling_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND cell_id IN {cells:Array(String)}
    UNION ALL
    SELECT
        event_time, subscriber_id, toString(cell_id), toString(kind), uplink_bytes + downlink_bytes, duration_seconds
    FROM {{database}}.usage_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND cell_id IN {cells:Array(String)}
) AS records
INNER JOIN members ON records.cell = members.cell
GROUP BY hotspotId, startMs
