-- Minutes of areas of all levels counted again from the raw rows, where they are not what is stored (newest revisions).
-- `areas` and `chains` go together: an area, and itself with all that it lies in, joined by `|`. A row whose
-- `recomputedEvents` is 0 is stored and has no events; one whose `storedEvents` is 0 has events and is not stored.
WITH
    chains AS
    (
        SELECT tupleElement(pair, 1) AS leaf, arrayJoin(splitByChar('|', tupleElement(pair, 2))) AS area
        FROM (SELECT arrayJoin(arrayZip({areas:Array(String)}, {chains:Array(String)})) AS pair)
    ),
    leaves AS
    (
        SELECT
            toString(area_id) AS leaf,
            toStartOfMinute(event_time) AS minute,
            uniqExactState(subscriber_id) AS who,
            countIf(feed = 1) AS signalling,
            countIf(feed = 2) AS usage
        FROM
        (
            SELECT area_id, event_time, subscriber_id, 1 AS feed FROM {{database}}.signalling_events
            WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
            UNION ALL
            SELECT area_id, event_time, subscriber_id, 2 FROM {{database}}.usage_events
            WHERE event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND event_time < fromUnixTimestamp64Milli({toMs:Int64})
        )
        GROUP BY leaf, minute
    ),
    counted AS
    (
        SELECT
            chains.area AS area,
            toUnixTimestamp(minute) AS start,
            uniqExactMerge(who) AS subscribers,
            sum(leaves.signalling) AS signalling,
            sum(leaves.usage) AS usage
        FROM leaves INNER JOIN chains ON leaves.leaf = chains.leaf
        GROUP BY area, start
    ),
    stored AS
    (
        SELECT
            toString(w.area_id) AS area,
            toUnixTimestamp(w.start) AS start,
            argMax(w.subscribers, w.revision) AS subscribers,
            argMax(w.signalling, w.revision) AS signalling,
            argMax(w.usage, w.revision) AS usage,
            argMax(w.events, w.revision) AS events,
            max(w.revision) AS newest
        FROM {{database}}.area_windows AS w
        WHERE w.size = '1m'
            AND w.start >= fromUnixTimestamp64Milli({fromMs:Int64}) AND w.start < fromUnixTimestamp64Milli({toMs:Int64})
        GROUP BY area, start
    )
SELECT
    if(counted.area != '', counted.area, stored.area) AS areaId,
    toFloat64(1000 * if(counted.area != '', counted.start, stored.start)) AS startMs,
    toFloat64(counted.subscribers) AS recomputedSubscribers,
    toFloat64(counted.signalling) AS recomputedSignalling,
    toFloat64(counted.usage) AS recomputedUsage,
    toFloat64(counted.signalling + counted.usage) AS recomputedEvents,
    toFloat64(stored.subscribers) AS storedSubscribers,
    toFloat64(stored.signalling) AS storedSignalling,
    toFloat64(stored.usage) AS storedUsage,
    toFloat64(stored.events) AS storedEvents,
    toFloat64(stored.newest) AS revision
FROM counted FULL OUTER JOIN stored ON counted.area = stored.area AND counted.start = stored.start
WHERE counted.subscribers != stored.subscribers OR counted.signalling != stored.signalling
    OR counted.usage != stored.usage OR counted.signalling + counted.usage != stored.events
ORDER BY startMs, areaId
