-- Detections by step of time, type, subtype and lowest area; newest revisions, without those taken back. Days are local.
SELECT
    toFloat64(1000 * if({stepSeconds:UInt32} = 86400,
        toUnixTimestamp(toStartOfDay(at, {timeZone:String})),
        toUnixTimestamp(at) - toUnixTimestamp(at) % {stepSeconds:UInt32})) AS startMs,
    type,
    subtype,
    area_id AS areaId,
    toFloat64(count()) AS count
FROM
(
    SELECT
        detection_id,
        toDateTime(any(d.event_time), 'UTC') AS at,
        argMax(d.type, d.revision) AS type,
        argMax(d.subtype, d.revision) AS subtype,
        argMax(d.area_id, d.revision) AS area_id
    FROM {{database}}.detections AS d
    WHERE d.event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
        AND d.event_time < fromUnixTimestamp64Milli({toMs:Int64})
        AND ({type:String} = '' OR d.type = {type:String})
        AND (empty({areaIds:Array(String)}) OR d.area_id IN {areaIds:Array(String)})
    GROUP BY detection_id
    HAVING NOT argMax(d.retracted, d.revision)
)
GROUP BY startMs, type, subtype, areaId
ORDER BY startMs, type, subtype, areaId
