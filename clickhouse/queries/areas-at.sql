-- One figure of many areas side by side: the windows of one size that start in a span, newest revisions, added up
-- (subscribers: the busiest window). No area given means all.
SELECT
    area_id AS areaId,
    toFloat64(max(subscribers)) AS subscribers,
    toFloat64(sum(signalling)) AS signalling,
    toFloat64(sum(usage)) AS usage
FROM
(
    SELECT
        area_id,
        argMax(w.subscribers, w.revision) AS subscribers,
        argMax(w.signalling, w.revision) AS signalling,
        argMax(w.usage, w.revision) AS usage
    FROM {{database}}.area_windows AS w
    WHERE w.size = '1m'
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
        AND (empty({areaIds:Array(String)}) OR w.area_id IN {areaIds:Array(String)})
    GROUP BY area_id, start
)
GROUP BY areaId
ORDER BY areaId
