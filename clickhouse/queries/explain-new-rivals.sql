-- Numbers of rivals whose first communication of a span (a day so far) lies in some areas and whom nobody of ours had
-- contact with in the days before: that first communication, the last `last` of them; `total` says how many. Whose number
-- it is: the record's own word, else the number plan (porting is not looked at). What was before is known by the day.
WITH
    candidates AS
    (
        SELECT peer_id
        FROM {{database}}.usage_events
        WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
            AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
            AND kind IN ('voice', 'sms') AND peer_id != 0 AND area_id IN {areaIds:Array(String)}
    ),
    appeared AS
    (
        SELECT
            u.peer_id AS peer,
            min(u.event_time) AS at,
            argMin(tuple(
                u.subscriber_id, toString(u.kind), toString(u.direction), toString(u.peer_operator), toString(u.cell_id),
                toString(u.area_id), if(isFinite(u.duration_seconds), u.duration_seconds, 0), u.identity
            ), tuple(u.event_time, u.identity)) AS record
        FROM {{database}}.usage_events AS u
        WHERE u.event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
            AND u.event_time < fromUnixTimestamp64Milli({toMs:Int64})
            AND u.kind IN ('voice', 'sms')
            AND u.peer_id GLOBAL IN candidates
        GROUP BY peer
        HAVING record.6 IN {areaIds:Array(String)}
    ),
    named AS
    (
        SELECT a.peer AS peer, a.at AS at, a.record AS record, if(a.record.4 = '', p.operator, a.record.4) AS operator
        FROM appeared AS a
        GLOBAL LEFT JOIN
        (
            SELECT number_id, argMax(toString(operator_id), stored_at) AS operator
            FROM {{database}}.numbers
            WHERE number_id GLOBAL IN candidates
            GROUP BY number_id
        ) AS p ON p.number_id = a.peer
    ),
    fresh AS
    (
        SELECT *
        FROM named
        WHERE operator IN {rivalIds:Array(String)}
            AND peer GLOBAL NOT IN
            (
                SELECT peer_id
                FROM {{database}}.contacts
                WHERE day >= toDate(fromUnixTimestamp64Milli({seenFromMs:Int64}), 'UTC')
                    AND day < toDate(fromUnixTimestamp64Milli({fromMs:Int64}), 'UTC')
                    AND peer_id GLOBAL IN candidates
            )
            AND peer GLOBAL NOT IN
            (
                SELECT peer_id
                FROM {{database}}.usage_events
                WHERE event_time >= toStartOfDay(fromUnixTimestamp64Milli({fromMs:Int64}), 'UTC')
                    AND event_time < fromUnixTimestamp64Milli({fromMs:Int64})
                    AND kind IN ('voice', 'sms') AND peer_id GLOBAL IN candidates
            )
    )
SELECT
    toFloat64(toUnixTimestamp64Milli(at)) AS eventMs,
    'usage' AS feed,
    record.2 AS kind,
    leftPad(lower(hex(record.1)), 16, '0') AS subscriberId,
    leftPad(lower(hex(peer)), 16, '0') AS peerId,
    record.3 AS direction,
    operator AS peerOperatorId,
    record.5 AS cellId,
    record.6 AS areaId,
    '' AS channelId,
    record.7 AS durationSeconds,
    toFloat64(0) AS bytes,
    leftPad(lower(hex(record.8)), 16, '0') AS eventIdentity,
    toFloat64(count() OVER ()) AS total
FROM fresh
ORDER BY at DESC, peer DESC
LIMIT {last:UInt32}
SETTINGS max_threads = 2
