-- Series of an area from its one-minute windows, newest revisions. Counts are added up; distinct subscribers cannot be,
-- so a longer step shows its busiest minute. Days are local.
SELECT
    toFloat64(1000 * if({stepSeconds:UInt32} = 86400,
        toUnixTimestamp(toStartOfDay(start, {timeZone:String})),
        toUnixTimestamp(start) - toUnixTimestamp(start) % {stepSeconds:UInt32})) AS startMs,
    toFloat64(max(subscribers)) AS subscribers,
    toFloat64(sum(signalling)) AS signalling,
    toFloat64(sum(usage)) AS usage,
    toFloat64(sum(events)) AS events
FROM
(
    SELECT
        start,
        argMax(w.subscribers, w.revision) AS subscribers,
        argMax(w.signalling, w.revision) AS signalling,
        argMax(w.usage, w.revision) AS usage,
        argMax(w.events, w.revision) AS events
    FROM {{database}}.area_windows AS w
    WHERE w.area_id = {areaId:String} AND w.size = '1m'
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
    GROUP BY start
)
GROUP BY startMs
ORDER BY startMs
