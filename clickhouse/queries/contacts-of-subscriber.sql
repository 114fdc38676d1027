-- With whom a subscriber communicated on the given UTC days, most often first. Ids are 16 hex digits.
SELECT
    leftPad(lower(hex(peer_id)), 16, '0') AS peerId,
    toFloat64(sum(c.calls)) AS calls,
    toFloat64(sum(c.sms)) AS sms,
    toString(max(c.day)) AS lastDay
FROM {{database}}.contacts AS c
WHERE c.subscriber_id = reinterpretAsUInt64(reverse(unhex({subscriberId:String})))
    AND c.day >= {fromDay:Date} AND c.day <= {toDay:Date}
GROUP BY peer_id
ORDER BY calls + sms DESC, peerId
LIMIT {limit:UInt32}
