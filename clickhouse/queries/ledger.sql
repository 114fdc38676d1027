-- What the store holds of each source and feed: stored, late and rejected records.
SELECT
    source,
    feed,
    toFloat64(sum(n_stored)) AS stored,
    toFloat64(sum(n_late)) AS late,
    toFloat64(sum(n_rejected)) AS rejected
FROM
(
    SELECT toString(source) AS source, 'signalling' AS feed, count() AS n_stored, 0 AS n_late, 0 AS n_rejected
    FROM {{database}}.signalling_events GROUP BY source
    UNION ALL
    SELECT toString(source) AS source, 'usage' AS feed, count() AS n_stored, 0 AS n_late, 0 AS n_rejected
    FROM {{database}}.usage_events GROUP BY source
    UNION ALL
    SELECT toString(source) AS source, 'lifecycle' AS feed, count() AS n_stored, 0 AS n_late, 0 AS n_rejected
    FROM {{database}}.lifecycle_events GROUP BY source
    UNION ALL
    SELECT toString(l.source) AS source, toString(l.feed) AS feed, 0 AS n_stored, count() AS n_late, 0 AS n_rejected
    FROM {{database}}.late_events AS l GROUP BY source, feed
    UNION ALL
    SELECT toString(r.source) AS source, toString(r.feed) AS feed, 0 AS n_stored, 0 AS n_late, count() AS n_rejected
    FROM {{database}}.rejected_events AS r GROUP BY source, feed
)
GROUP BY source, feed
ORDER BY source, feed
