-- Lifecycle events of one kind by these subscribers in a span, oldest first. An empty product means any. Ids are 16 hex
-- digits.
SELECT
    leftPad(lower(hex(e.subscriber_id)), 16, '0') AS subscriberId,
    toFloat64(toUnixTimestamp64Milli(e.event_time)) AS eventMs
FROM {{database}}.lifecycle_events AS e
WHERE e.event_time >= fromUnixTimestamp64Milli({fromMs:Int64}) AND e.event_time < fromUnixTimestamp64Milli({toMs:Int64})
    AND e.kind = {kind:String}
    AND ({productId:String} = '' OR e.product_id = {productId:String})
    AND e.subscriber_id GLOBAL IN (SELECT arrayJoin(arrayMap(id -> reinterpretAsUInt64(reverse(unhex(id))), {subscriberIds:Array(String)})))
ORDER BY eventMs, subscriberId
