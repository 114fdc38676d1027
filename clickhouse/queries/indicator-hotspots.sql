-- Figures of many hotspots side by side by step of time, from their windows of one size, newest revisions: counts added
-- up, distinct numbers of the busiest window. No hotspot given means all; steps by their starts in epoch seconds, none
-- given means every step of the span.
SELECT
    hotspot_id AS hotspotId,
    toFloat64(1000 * slot) AS startMs,
    toFloat64(max(subscribers)) AS subscribers,
    toFloat64(max(students)) AS students,
    toFloat64(sum(own_newcomers)) AS ownNewcomers,
    toFloat64(max(rivals)) AS rivals,
    toFloat64(sum(calls)) AS calls,
    toFloat64(sum(sms)) AS sms,
    toFloat64(sum(bytes)) AS bytes,
    sum(voice_seconds) AS voiceSeconds
FROM
(
    SELECT
        hotspot_id,
        toUnixTimestamp(start) - toUnixTimestamp(start) % {stepSeconds:UInt32} AS slot,
        argMax(w.subscribers, w.revision) AS subscribers,
        argMax(w.students, w.revision) AS students,
        argMax(w.own_newcomers, w.revision) AS own_newcomers,
        argMax(w.rivals, w.revision) AS rivals,
        argMax(w.calls, w.revision) AS calls,
        argMax(w.sms, w.revision) AS sms,
        argMax(w.bytes, w.revision) AS bytes,
        argMax(w.voice_seconds, w.revision) AS voice_seconds
    FROM {{database}}.hotspot_windows AS w
    WHERE w.size = {windowSize:String}
        AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
        AND (empty({hotspotIds:Array(String)}) OR w.hotspot_id IN {hotspotIds:Array(String)})
        AND (empty({slots:Array(UInt32)})
            OR toUnixTimestamp(w.start) - toUnixTimestamp(w.start) % {stepSeconds:UInt32} IN {slots:Array(UInt32)})
    GROUP BY hotspot_id, start
)
GROUP BY hotspotId, slot
ORDER BY hotspotId, slot
