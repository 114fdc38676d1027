-- Rows of each table as they lie on disk (revisions not yet merged count each), and their bytes.
SELECT
    table AS name,
    toFloat64(sum(rows)) AS rows,
    toFloat64(sum(bytes_on_disk)) AS bytes
FROM system.parts
WHERE database = {database:String} AND active
GROUP BY name
ORDER BY name
