-- First and last event of all raw rows, the end of the newest stored minute of an area, and the last local day whose
-- counts of new customers are final (empty: none). All 0 and empty in an empty store.
SELECT
    toFloat64(least(ifNull(s.first, 1e15), ifNull(u.first, 1e15), ifNull(l.first, 1e15))) AS firstMs,
    toFloat64(greatest(ifNull(s.last, 0), ifNull(u.last, 0), ifNull(l.last, 0))) AS lastMs,
    toFloat64(ifNull(w.ends, 0)) AS closedMs,
    d.day AS finalDay
FROM
(
    SELECT
        minOrNull(toUnixTimestamp64Milli(event_time)) AS first,
        maxOrNull(toUnixTimestamp64Milli(event_time)) AS last
    FROM {{database}}.signalling_events
) AS s,
(
    SELECT
        minOrNull(toUnixTimestamp64Milli(event_time)) AS first,
        maxOrNull(toUnixTimestamp64Milli(event_time)) AS last
    FROM {{database}}.usage_events
) AS u,
(
    SELECT
        minOrNull(toUnixTimestamp64Milli(event_time)) AS first,
        maxOrNull(toUnixTimestamp64Milli(event_time)) AS last
    FROM {{database}}.lifecycle_events
) AS l,
(
    SELECT 1000 * (maxOrNull(toUnixTimestamp(start)) + 60) AS ends FROM {{database}}.area_windows WHERE size = '1m'
) AS w,
(
    SELECT if(count() = 0, '', toString(max(day))) AS day FROM {{database}}.share_days WHERE final
) AS d
