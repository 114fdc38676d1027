-- Conditions by robust z have a least distance now: none for those that were written down before.
UPDATE "indicator_versions"
SET "definition" = jsonb_set("definition", '{condition,minDistance}', '0')
WHERE "definition" -> 'condition' ->> 'kind' = 'robust-z' AND NOT "definition" -> 'condition' ? 'minDistance';
