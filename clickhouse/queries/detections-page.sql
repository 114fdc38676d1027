-- Newest revisions of detections, newest first, from after the cursor (an event time and an id). Empty texts and lists
-- mean any. A detection whose newest revision takes it back is left out. LIMIT BY cannot tell the readers to stop, so
-- small unbuffered blocks keep them from reading ahead.
SELECT
    toFloat64(toUnixTimestamp64Milli(event_time)) AS eventMs,
    detection_id AS detectionId,
    body
FROM {{database}}.detections
WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64})
    AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
    AND event_time <= fromUnixTimestamp64Milli({cursorMs:Int64})
    AND (event_time < fromUnixTimestamp64Milli({cursorMs:Int64}) OR detection_id < {cursorId:String})
    AND ({type:String} = '' OR type = {type:String})
    AND ({subtype:String} = '' OR subtype = {subtype:String})
    AND ({hotspotId:String} = '' OR hotspot_id = {hotspotId:String})
    AND ({subjectId:String} = '' OR subject_id = {subjectId:String})
    AND (empty({areaIds:Array(String)}) OR area_id IN {areaIds:Array(String)})
    AND detection_id GLOBAL NOT IN
    (
        SELECT detection_id
        FROM {{database}}.detections
        WHERE detection_id GLOBAL IN (SELECT detection_id FROM {{database}}.detections WHERE retracted)
        GROUP BY detection_id
        HAVING argMax(retracted, revision)
    )
ORDER BY event_time DESC, detection_id DESC, revision DESC
LIMIT 1 BY detection_id
LIMIT {limit:UInt32}
SETTINGS read_in_order_use_buffering = 0, max_block_size = 1024
