-- Stored windows of hotspots that begin in a span, newest revisions.
SELECT
    w.hotspot_id AS hotspotId,
    w.size AS windowSize,
    toFloat64(1000 * toUnixTimestamp(w.start)) AS startMs,
    toFloat64(argMax(w.subscribers, w.revision)) AS subscribers,
    toFloat64(argMax(w.students, w.revision)) AS students,
    toFloat64(argMax(w.own_newcomers, w.revision)) AS ownNewcomers,
    toFloat64(argMax(w.rivals, w.revision)) AS rivals,
    toFloat64(argMax(w.signalling, w.revision)) AS signalling,
    toFloat64(argMax(w.usage, w.revision)) AS usage,
    toFloat64(argMax(w.calls, w.revision)) AS calls,
    toFloat64(argMax(w.sms, w.revision)) AS sms,
    toFloat64(argMax(w.bytes, w.revision)) AS bytes,
    argMax(w.voice_seconds, w.revision) AS voiceSeconds,
    toFloat64(max(w.revision)) AS newest
FROM {{database}}.hotspot_windows AS w
WHERE w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
GROUP BY w.hotspot_id, w.size, w.start
