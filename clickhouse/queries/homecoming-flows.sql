-- Homecomings by where the subscriber had been (the most observed area of the trip) and where it came back to; newest
-- revisions, without those taken back. Days are local.
SELECT
    toString(toDate(at, {timeZone:String})) AS day,
    from_area_id AS fromAreaId,
    area_id AS toAreaId,
    toFloat64(count()) AS count
FROM
(
    SELECT
        detection_id,
        toDateTime(any(d.event_time), 'UTC') AS at,
        argMax(d.area_id, d.revision) AS area_id,
        JSONExtract(argMax(d.body, d.revision), 'evidence', 'awayAreaIds', 'Array(String)')[1] AS from_area_id
    FROM {{database}}.detections AS d
    WHERE d.type = 'homecoming' AND d.subtype = 'own'
        AND d.event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
        AND d.event_time < fromUnixTimestamp64Milli({toMs:Int64})
    GROUP BY detection_id
    HAVING NOT argMax(d.retracted, d.revision)
)
GROUP BY day, fromAreaId, toAreaId
ORDER BY day, fromAreaId, toAreaId
