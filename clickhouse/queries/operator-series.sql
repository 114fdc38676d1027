-- Communications of an area's subscribers by operator of the other party, from quarter-hour windows.
SELECT
    toFloat64(1000 * if({stepSeconds:UInt32} = 86400,
        toUnixTimestamp(toStartOfDay(start, {timeZone:String})),
        toUnixTimestamp(start) - toUnixTimestamp(start) % {stepSeconds:UInt32})) AS startMs,
    operator_id AS operatorId,
    toFloat64(sum(calls)) AS calls,
    toFloat64(sum(sms)) AS sms,
    sum(voice_seconds) AS voiceSeconds
FROM
(
    SELECT
        start,
        operator_id,
        argMax(w.calls, w.revision) AS calls,
        argMax(w.sms, w.revision) AS sms,
        argMax(w.voice_seconds, w.revision) AS voice_seconds
    FROM {{database}}.operator_windows AS w
    WHERE w.area_id = {areaId:String} AND w.size = '15m'
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
    GROUP BY start, operator_id
)
GROUP BY startMs, operatorId
ORDER BY startMs, operatorId
