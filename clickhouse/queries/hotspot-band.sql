-- The usual range of distinct subscribers of a hotspot by quarter of an hour, over the given local days (the caller
-- chooses days of one kind). `days` says how many of them had a window in that quarter; those without are left out.
SELECT
    toUInt16(toHour(start, {timeZone:String}) * 60 + toMinute(start, {timeZone:String})) AS minuteOfDay,
    quantileExactInclusive(0.1)(subscribers) AS low,
    quantileExactInclusive(0.5)(subscribers) AS median,
    quantileExactInclusive(0.9)(subscribers) AS high,
    toUInt32(count()) AS days
FROM
(
    SELECT start, argMax(w.subscribers, w.revision) AS subscribers
    FROM {{database}}.hotspot_windows AS w
    WHERE w.hotspot_id = {hotspotId:String} AND w.size = '15m'
        AND w.start >= toDateTime(arrayMin({days:Array(Date)}) - 1, 'UTC')
        AND w.start < toDateTime(arrayMax({days:Array(Date)}) + 2, 'UTC')
        AND has({days:Array(Date)}, toDate(w.start, {timeZone:String}))
    GROUP BY start
)
GROUP BY minuteOfDay
ORDER BY minuteOfDay
