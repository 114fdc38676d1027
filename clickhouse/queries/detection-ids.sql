-- Detections of a span that stand: their newest revision does not take them back.
SELECT
    detection_id AS detectionId,
    any(type) AS type,
    any(subtype) AS subtype
FROM {{database}}.detections
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY detection_id
HAVING NOT argMax(retracted, revision)
ORDER BY detectionId
LIMIT {limit:UInt32}
