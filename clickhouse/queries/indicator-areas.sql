-- Figures of many areas side by side by step of time, from their one-minute windows, newest revisions: counts added up,
-- distinct subscribers of the busiest minute. No area given means all; steps by their starts in epoch seconds, none
-- given means every step of the span.
SELECT
    area_id AS areaId,
    toFloat64(1000 * slot) AS startMs,
    toFloat64(max(subscribers)) AS subscribers,
    toFloat64(sum(signalling)) AS signalling,
    toFloat64(sum(usage)) AS usage,
    toFloat64(sum(events)) AS events
FROM
(
    SELECT
        area_id,
        toUnixTimestamp(start) - toUnixTimestamp(start) % {stepSeconds:UInt32} AS slot,
        argMax(w.subscribers, w.revision) AS subscribers,
        argMax(w.signalling, w.revision) AS signalling,
        argMax(w.usage, w.revision) AS usage,
        argMax(w.events, w.revision) AS events
    FROM {{database}}.area_windows AS w
    WHERE w.size = '1m'
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
        AND (empty({areaIds:Array(String)}) OR w.area_id IN {areaIds:Array(String)})
        AND (empty({slots:Array(UInt32)})
            OR toUnixTimestamp(w.start) - toUnixTimestamp(w.start) % {stepSeconds:UInt32} IN {slots:Array(UInt32)})
    GROUP BY area_id, start
)
GROUP BY areaId, slot
ORDER BY areaId, slot
