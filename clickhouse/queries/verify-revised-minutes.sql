-- Minutes of areas in a span that were revised by events that came late.
SELECT
    toFloat64(1000 * toUnixTimestamp(w.start)) AS startMs,
    w.area_id AS areaId
FROM {{database}}.area_windows AS w
WHERE w.size = '1m' AND w.revision > 0
    AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY startMs, areaId
