-- Raw events behind something, by whatever they have in common: empty texts and lists mean any. The first `first` and the
-- last `last` of them in order of time, each once; `total` says how many there are. Ids are 16 hex digits.
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
    toFloat64(toUnixTimestamp64Milli(event_time)) AS eventMs,
    feed,
    event_kind AS kind,
    leftPad(lower(hex(subscriber_id)), 16, '0') AS subscriberId,
    if(peer_id = 0, '', leftPad(lower(hex(peer_id)), 16, '0')) AS peerId,
    direction,
    peer_operator AS peerOperatorId,
    cell_id AS cellId,
    place AS areaId,
    channel AS channelId,
    seconds AS durationSeconds,
    bytes,
    leftPad(lower(hex(identity)), 16, '0') AS eventIdentity,
    toFloat64((SELECT count() FROM found)) AS total
FROM
(
    SELECT * FROM (SELECT * FROM found ORDER BY event_time, feed, identity LIMIT {first:UInt32})
    UNION DISTINCT
    SELECT * FROM (SELECT * FROM found ORDER BY event_time DESC, feed DESC, identity DESC LIMIT {last:UInt32})
)
ORDER BY eventMs, feed, eventIdentity
SETTINGS max_threads = 2
