-- Detections of a span that stand: their newest revision does not take them back.
SELECT
    detection_id AS detectionId,
    toFloat64(toUnixTimestamp64Milli(argMax(event_time, revision))) AS eventMs
FROM {{database}}.detections
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY detection_id
HAVING NOT argMax(retracted, revision)
ORDER BY detectionId
LIMIT {limit:UInt32}
