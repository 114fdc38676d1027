-- Distinct subscribers of a hotspot in one quarter of an hour of some local days, newest revisions, in order of days.
SELECT
    toString(toDate(w.start, {timeZone:String})) AS day,
    toFloat64(argMax(w.subscribers, w.revision)) AS subscribers
FROM {{database}}.hotspot_windows AS w
WHERE w.hotspot_id = {hotspotId:String} AND w.size = '15m'
    AND w.start >= toDateTime(arrayMin({days:Array(Date)}) - 1, 'UTC')
    AND w.start < toDateTime(arrayMax({days:Array(Date)}) + 2, 'UTC')
    AND has({days:Array(Date)}, toDate(w.start, {timeZone:String}))
    AND toHour(w.start, {timeZone:String}) * 60 + toMinute(w.start, {timeZone:String}) = {minuteOfDay:UInt16}
GROUP BY w.start
ORDER BY day
