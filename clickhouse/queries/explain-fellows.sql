-- With whom a subscriber communicated at least so often in a span, and how many of their own usage records lay in some
-- cells. Ids are 16 hex digits.
SELECT
    leftPad(lower(hex(p.peer)), 16, '0') AS peerId,
    toFloat64(p.communications) AS communications,
    toFloat64(r.records) AS records,
    toFloat64(r.in_cells) AS inCells
FROM
(
    SELECT peer_id AS peer, count() AS communications
    FROM {{database}}.usage_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String})))
        AND kind IN ('voice', 'sms') AND peer_id != 0
    GROUP BY peer
    HAVING communications >= {minCommunications:Float64}
) AS p
GLOBAL INNER JOIN
(
    SELECT subscriber_id AS fellow, count() AS records, countIf(cell_id IN {cellIds:Array(String)}) AS in_cells
    FROM {{database}}.usage_events
    WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND subscriber_id GLOBAL IN
        (
            SELECT peer_id
            FROM {{database}}.usage_events
            WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
                AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
                AND subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String})))
                AND kind IN ('voice', 'sms')
        )
    GROUP BY fellow
) AS r ON r.fellow = p.peer
ORDER BY communications DESC, peerId
LIMIT {limit:UInt32}
SETTINGS max_threads = 2
