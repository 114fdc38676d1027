-- Last revisions of the detections with an event time in a span, as they were emitted; without those taken back.
SELECT body
FROM
(
    SELECT
        d.detection_id,
        argMax(d.body, d.revision) AS body,
        argMax(d.retracted, d.revision) AS gone
    FROM {{database}}.detections AS d
    WHERE d.event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND d.event_time < fromUnixTimestamp64Milli({toMs:Int64})
    GROUP BY d.detection_id
)
WHERE NOT gone
