-- How many minutes of areas are stored in a span.
SELECT toFloat64(uniqExact(w.area_id, w.start)) AS windows
FROM {{database}}.area_windows AS w
WHERE w.size = '1m'
    AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
