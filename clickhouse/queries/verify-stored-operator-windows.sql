-- Stored windows of operators that begin in a span, newest revisions.
SELECT
    w.area_id AS areaId,
    w.operator_id AS operatorId,
    toFloat64(1000 * toUnixTimestamp(w.start)) AS startMs,
    toFloat64(argMax(w.calls, w.revision)) AS calls,
    toFloat64(argMax(w.sms, w.revision)) AS sms,
    argMax(w.voice_seconds, w.revision) AS voiceSeconds,
    toFloat64(max(w.revision)) AS newest
FROM {{database}}.operator_windows AS w
WHERE w.size = '15m'
    AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY w.area_id, w.operator_id, w.start
