-- Active numbers and both shares by area, local day and rival; operatorId is empty for all rivals. No area given means all.
SELECT
    area_id AS areaId,
    toString(s.day) AS day,
    operator_id AS operatorId,
    toFloat64(any(s.own_active)) AS ownActive,
    toFloat64(any(s.rival_seen)) AS rivalSeen,
    toFloat64(any(s.seen_once)) AS seenOnce,
    toFloat64(any(s.seen_twice)) AS seenTwice,
    toFloat64(any(s.communications)) AS communications,
    any(s.rival_estimated) AS rivalEstimated,
    any(s.rival_low) AS rivalLow,
    any(s.rival_high) AS rivalHigh,
    any(s.plain_share) AS plainShare,
    any(s.chao1_share) AS chao1Share,
    any(s.chao1_low) AS chao1Low,
    any(s.chao1_high) AS chao1High,
    any(s.outage) AS outage
FROM {{database}}.active_shares AS s
WHERE s.day >= {fromDay:Date} AND s.day <= {toDay:Date}
    AND (empty({areaIds:Array(String)}) OR s.area_id IN {areaIds:Array(String)})
GROUP BY area_id, s.day, operator_id
ORDER BY area_id, s.day, operator_id
