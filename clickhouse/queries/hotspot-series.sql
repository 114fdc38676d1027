-- Series of a hotspot from its windows of one size, newest revisions. Counts and newcomers are added up; distinct
-- numbers cannot be, so a longer step shows its busiest window. Days are local.
SELECT
    toFloat64(1000 * if({stepSeconds:UInt32} = 86400,
        toUnixTimestamp(toStartOfDay(start, {timeZone:String})),
        toUnixTimestamp(start) - toUnixTimestamp(start) % {stepSeconds:UInt32})) AS startMs,
    toFloat64(max(subscribers)) AS subscribers,
    toFloat64(max(students)) AS students,
    toFloat64(sum(own_newcomers)) AS ownNewcomers,
    toFloat64(max(rivals)) AS rivals,
    toFloat64(sum(signalling)) AS signalling,
    toFloat64(sum(usage)) AS usage,
    toFloat64(sum(calls)) AS calls,
    toFloat64(sum(sms)) AS sms,
    toFloat64(sum(bytes)) AS bytes,
    sum(voice_seconds) AS voiceSeconds
FROM
(
    SELECT
        start,
        argMax(w.subscribers, w.revision) AS subscribers,
        argMax(w.students, w.revision) AS students,
        argMax(w.own_newcomers, w.revision) AS own_newcomers,
        argMax(w.rivals, w.revision) AS rivals,
        argMax(w.signalling, w.revision) AS signalling,
        argMax(w.usage, w.revision) AS usage,
        argMax(w.calls, w.revision) AS calls,
        argMax(w.sms, w.revision) AS sms,
        argMax(w.bytes, w.revision) AS bytes,
        argMax(w.voice_seconds, w.revision) AS voice_seconds
    FROM {{database}}.hotspot_windows AS w
    WHERE w.hotspot_id = {hotspotId:String} AND w.size = {windowSize:String}
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
    GROUP BY start
)
GROUP BY startMs
ORDER BY startMs
