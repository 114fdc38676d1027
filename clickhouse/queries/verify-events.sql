-- All raw events of a span in the order in which they count: time, feed (lifecycle, signalling, usage), identity.
SELECT
    toFloat64(toUnixTimestamp64Milli(event_time)) AS time,
    feed,
    kind,
    leftPad(lower(hex(subscriber_id)), 16, '0') AS subscriber,
    cell_id AS cellId,
    named_area_id AS areaId,
    area_id AS storedAreaId,
    direction,
    if(peer_id = 0, '', leftPad(lower(hex(peer_id)), 16, '0')) AS peer,
    peer_operator AS peerOperator,
    channel_id AS channelId,
    duration_seconds AS seconds,
    leftPad(lower(hex(identity_word)), 16, '0') AS identity
FROM
(
    SELECT
        event_time, 'lifecycle' AS feed, toString(kind) AS kind, subscriber_id, '' AS cell_id,
        toString(given_area_id) AS named_area_id, toString(area_id) AS area_id, '' AS direction, 0 AS peer_id,
        '' AS peer_operator, toString(channel_id) AS channel_id, 0 AS duration_seconds, identity AS identity_word
    FROM {{database}}.lifecycle_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
    UNION ALL
    SELECT
        event_time, 'signalling', toString(kind), subscriber_id, toString(cell_id),
        toString(serving_area_id), toString(area_id), '', 0, '', '', 0, identity
    FROM {{database}}.signalling_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
    UNION ALL
    SELECT
        event_time, 'usage', toString(kind), subscriber_id, toString(cell_id),
        toString(serving_area_id), toString(area_id), toString(direction), peer_id, toString(peer_operator), '',
        duration_seconds, identity
    FROM {{database}}.usage_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
)
ORDER BY event_time, feed, identity_word
