-- Numbers whose pseudonym lies in a range (both ends included), as RowBinary: pseudonym, count of digits, operator and
-- home that the number plan gave.
SELECT
    number_id,
    toUInt8(argMax(digits, since)),
    toString(argMax(operator_id, since)),
    toString(argMax(home_area_id, since))
FROM {{database}}.numbers
WHERE number_id >= {fromId:UInt64} AND number_id <= {toId:UInt64}
GROUP BY number_id
SETTINGS max_threads = 2
FORMAT RowBinary
