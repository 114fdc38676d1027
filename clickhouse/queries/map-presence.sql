-- Distinct subscribers by area and minute, as they were known at a moment. Revisions stored later do not count; where the
-- one that was known has been replaced since, the oldest that is left stands in for it and is `revised`. Minutes stored
-- later altogether are left out. `byStore` 1: known when stored; 0: a minute after its start, revisions with lateness.
-- `starts` in epoch seconds; none means all of the span.
SELECT
    w.area_id AS areaId,
    toFloat64(toUnixTimestamp(w.start)) * 1000 AS startMs,
    toFloat64(if(countIf(w.known) > 0, argMaxIf(w.subscribers, w.revision, w.known), argMin(w.subscribers, w.revision)))
        AS subscribers,
    toBool(countIf(w.known) = 0) AS revised
FROM
(
    SELECT
        area_id,
        start,
        subscribers,
        revision,
        if({byStore:UInt8} = 1,
            toInt64(toUnixTimestamp(stored_at)) * 1000 <= {knownMs:Int64},
            toInt64(toUnixTimestamp(start)) * 1000 + 60000 + if(revision = 0, 0, {latenessMs:Int64}) <= {knownMs:Int64})
            AS known
    FROM {{database}}.area_windows
    WHERE size = '1m'
        AND start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND start < fromUnixTimestamp64Milli({toMs:Int64})
        AND (empty({starts:Array(UInt32)}) OR has({starts:Array(UInt32)}, toUnixTimestamp(start)))
) AS w
GROUP BY w.area_id, w.start
HAVING countIf(w.known) > 0 OR min(w.revision) > 0
ORDER BY startMs, areaId
