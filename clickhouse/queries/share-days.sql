-- New customers by area, local day and operator, newest figures. No area given means all.
SELECT
    area_id AS areaId,
    toString(d.day) AS day,
    operator_id AS operatorId,
    argMax(d.own, d.revision) AS own,
    toFloat64(argMax(d.new_numbers, d.revision)) AS newNumbers,
    argMax(d.final, d.revision) AS final,
    toFloat64(max(d.revision)) AS revision
FROM {{database}}.share_days AS d
WHERE d.day >= {fromDay:Date} AND d.day <= {toDay:Date}
    AND (empty({areaIds:Array(String)}) OR d.area_id IN {areaIds:Array(String)})
GROUP BY area_id, d.day, operator_id
ORDER BY area_id, d.day, operator_id
