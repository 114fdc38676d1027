-- Since when raw events are kept (epoch milliseconds, 0 when there are none), and whether windows of a span tell of events
-- before that: those are gone.
WITH
    (
        SELECT min(first_at)
        FROM
        (
            SELECT min(event_time) AS first_at, count() AS n FROM {{database}}.signalling_events
            UNION ALL
            SELECT min(event_time), count() FROM {{database}}.usage_events
        )
        WHERE n > 0
    ) AS kept_from
SELECT
    toFloat64(ifNull(toUnixTimestamp64Milli(kept_from), 0)) AS keptFromMs,
    (
        SELECT toBool(count() > 0)
        FROM
        (
            SELECT 1
            FROM {{database}}.area_windows
            WHERE start >= toDateTime(intDiv({fromMs:Int64}, 1000), 'UTC')
                AND start < toDateTime(intDiv({toMs:Int64}, 1000), 'UTC')
                AND (kept_from IS NULL OR kept_from = toDateTime64(0, 3, 'UTC') OR start < kept_from - toIntervalMinute(1))
            LIMIT 1
        )
    ) AS expired
