-- What the number plan said of every number. Ids are 16 hex digits; empty texts for what is unknown.
SELECT
    leftPad(lower(hex(number_id)), 16, '0') AS number,
    operator_id AS operatorId,
    home_area_id AS homeAreaId
FROM {{database}}.numbers FINAL
