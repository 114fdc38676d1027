-- Raw events behind something, counted by what `by` names: cell, peer, subscriber, area, kind, or quarter (of an hour; its
-- start in epoch milliseconds). Most first, quarters in order of time. The filter is that of explain-events.
WITH found AS
(
    SELECT
        event_time, 'lifecycle' AS feed, toString(kind) AS event_kind, subscriber_id, toUInt64(0) AS peer_id,
        '' AS direction, '' AS peer_operator, '' AS cell_id, toString(area_id) AS place, toString(channel_id) AS channel,
        toFloat64(0) AS seconds, toFloat64(0) AS bytes, identity
    FROM {{database}}.lifecycle_events AS e
    WHERE has({feeds:Array(String)}, 'lifecycle')
        AND e.event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND e.event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND ({subscriberId:String} = '' OR e.subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String}))))
        AND (empty({kinds:Array(String)}) OR has({kinds:Array(String)}, toString(e.kind)))
        AND (empty({areaIds:Array(String)}) OR e.area_id IN {areaIds:Array(String)})
        AND ({source:String} = '' OR e.source = {source:String})
    UNION ALL
    SELECT
        event_time, 'signalling', toString(kind), subscriber_id, toUInt64(0),
        '', '', toString(cell_id), toString(area_id), '', toFloat64(0), toFloat64(0), identity
    FROM {{database}}.signalling_events AS e
    WHERE has({feeds:Array(String)}, 'signalling')
        AND e.event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND e.event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND ({subscriberId:String} = '' OR e.subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String}))))
        AND (empty({kinds:Array(String)}) OR has({kinds:Array(String)}, toString(e.kind)))
        AND (empty({areaIds:Array(String)}) OR e.area_id IN {areaIds:Array(String)})
        AND (empty({cellIds:Array(String)}) OR e.cell_id IN {cellIds:Array(String)})
        AND (NOT {placed:Bool} OR e.area_id != '')
        AND ({source:String} = '' OR e.source = {source:String})
    UNION ALL
    SELECT
        event_time, 'usage', toString(kind), subscriber_id, peer_id, toString(direction), toString(peer_operator),
        toString(cell_id), toString(area_id), '', if(isFinite(duration_seconds), duration_seconds, 0),
        toFloat64(uplink_bytes + downlink_bytes), identity
    FROM {{database}}.usage_events AS e
    WHERE has({feeds:Array(String)}, 'usage')
        AND e.event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND e.event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND ({subscriberId:String} = '' OR e.subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String}))))
        AND ({peerId:String} = '' OR e.peer_id = reinterpretAsUInt64(reverse(unhex({peerId:String}))))
        AND (empty({kinds:Array(String)}) OR has({kinds:Array(String)}, toString(e.kind)))
        AND (empty({areaIds:Array(String)}) OR e.area_id IN {areaIds:Array(String)})
        AND (empty({cellIds:Array(String)}) OR e.cell_id IN {cellIds:Array(String)})
        AND (NOT {placed:Bool} OR e.area_id != '')
        AND ({source:String} = '' OR e.source = {source:String})
        AND ({studentsOf:String} = '' OR e.subscriber_id GLOBAL IN
        (
            SELECT reinterpretAsUInt64(reverse(unhex(subject_id)))
            FROM {{database}}.detections
            WHERE type = 'campus-student' AND hotspot_id = {studentsOf:String}
                AND event_time = fromUnixTimestamp64Milli({studentsAtMs:Int64})
        ))
)
SELECT
    multiIf(
        {by:String} = 'cell', cell_id,
        {by:String} = 'area', place,
        {by:String} = 'kind', event_kind,
        {by:String} = 'quarter', toString(1000 * intDiv(toUnixTimestamp(event_time), 900) * 900),
        {by:String} = 'peer', leftPad(lower(hex(peer_id)), 16, '0'),
        leftPad(lower(hex(subscriber_id)), 16, '0')) AS key,
    toFloat64(count()) AS count
FROM found
GROUP BY key
ORDER BY if({by:String} = 'quarter', key, ''), count DESC, key
LIMIT {limit:UInt32}
SETTINGS max_threads = 2
