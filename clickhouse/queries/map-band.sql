-- The usual range of distinct subscribers of one area in the first minute of each quarter of an hour, over the given local
-- days (the caller chooses days of one kind). `days` says how many of them had figures in that minute.
SELECT
    toUInt16(toHour(start, {timeZone:String}) * 60 + toMinute(start, {timeZone:String})) AS minuteOfDay,
    quantileExactInclusive(0.1)(subscribers) AS low,
    quantileExactInclusive(0.5)(subscribers) AS median,
    quantileExactInclusive(0.9)(subscribers) AS high,
    toUInt32(count()) AS days
FROM
(
    SELECT start, argMax(w.subscribers, w.revision) AS subscribers
    FROM {{database}}.area_windows AS w
    WHERE w.area_id = {areaId:String} AND w.size = '1m'
        AND w.start >= toDateTime(arrayMin({days:Array(Date)}) - 1, 'UTC')
        AND w.start < toDateTime(arrayMax({days:Array(Date)}) + 2, 'UTC')
        AND has({days:Array(Date)}, toDate(w.start, {timeZone:String}))
        AND toMinute(w.start, {timeZone:String}) % 15 = 0
    GROUP BY start
)
GROUP BY minuteOfDay
ORDER BY minuteOfDay
