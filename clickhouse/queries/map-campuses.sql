-- The newest quarter of an hour of each hotspot that starts in a span, as it was known at a moment (see map-presence).
SELECT
    hotspotId,
    max(quarter) AS startMs,
    argMax(people, quarter) AS subscribers
FROM
(
    SELECT
        w.hotspot_id AS hotspotId,
        toFloat64(toUnixTimestamp(w.start)) * 1000 AS quarter,
        toFloat64(if(countIf(w.known) > 0, argMaxIf(w.subscribers, w.revision, w.known), argMin(w.subscribers, w.revision)))
            AS people
    FROM
    (
        SELECT
            hotspot_id,
            start,
            subscribers,
            revision,
            if({byStore:UInt8} = 1,
                toInt64(toUnixTimestamp(stored_at)) * 1000 <= {knownMs:Int64},
                toInt64(toUnixTimestamp(start)) * 1000 + 900000 + if(revision = 0, 0, {latenessMs:Int64}) <= {knownMs:Int64})
                AS known
        FROM {{database}}.hotspot_windows
        WHERE size = '15m'
            AND start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND start < fromUnixTimestamp64Milli({toMs:Int64})
    ) AS w
    GROUP BY w.hotspot_id, w.start
    HAVING countIf(w.known) > 0 OR min(w.revision) > 0
)
GROUP BY hotspotId
ORDER BY hotspotId
