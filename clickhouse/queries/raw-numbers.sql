-- Numbers whose pseudonym lies in a range (both ends included), as RowBinary: pseudonym, count of digits, operator and
-- home that the number plan gave.
SELECT
    number_id,
    digits,
    toString(operator_id),
    toString(home_area_id)
FROM {{database}}.numbers FINAL
WHERE number_id >= {fromId:UInt64} AND number_id <= {toId:UInt64}
SETTINGS max_threads = 2
FORMAT RowBinary
