-- The usual range of distinct subscribers of every area at one minute of the day: over the minutes given as starts
-- (epoch seconds), those of comparable days. `days` says how many of them had figures.
SELECT
    area_id AS areaId,
    quantileExactInclusive(0.1)(subscribers) AS low,
    quantileExactInclusive(0.5)(subscribers) AS median,
    quantileExactInclusive(0.9)(subscribers) AS high,
    toUInt32(count()) AS days
FROM
(
    SELECT area_id, start, argMax(w.subscribers, w.revision) AS subscribers
    FROM {{database}}.area_windows AS w
    WHERE w.size = '1m'
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
        AND has({starts:Array(UInt32)}, toUnixTimestamp(w.start))
    GROUP BY area_id, start
)
GROUP BY areaId
ORDER BY areaId
