-- Homecomings of a span by lowest area, as they were known at a moment: revisions that came later do not count, and what
-- was taken back by then is left out. Detections keep all their revisions, so nothing is lost. `byStore` 1: known when
-- stored; 0: at their event time, revisions with lateness.
SELECT areaId, toFloat64(count()) AS count
FROM
(
    SELECT detection_id, argMax(area_id, revision) AS areaId
    FROM
    (
        SELECT detection_id, revision, area_id, retracted
        FROM {{database}}.detections
        WHERE type = 'homecoming'
            AND event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
            AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
            AND if({byStore:UInt8} = 1,
                toInt64(toUnixTimestamp(stored_at)) * 1000 <= {knownMs:Int64},
                toUnixTimestamp64Milli(event_time) + if(revision = 0, 0, {latenessMs:Int64}) <= {knownMs:Int64})
    )
    GROUP BY detection_id
    HAVING NOT argMax(retracted, revision)
)
GROUP BY areaId
ORDER BY areaId
