-- What the number plan says of each number: raw rows hold pseudonyms only, and whose number it is follows from digits
-- that nobody keeps. Written when a number is first turned into its pseudonym, again after a restart or another plan: the
-- row stored last counts. `operator_id` is that of the prefix; `digits` is how many there are. No retention: a number
-- that is written once may be seen for years.

CREATE TABLE IF NOT EXISTS {{create:numbers}}
(
    number_id UInt64,
    operator_id LowCardinality(String),
    home_area_id LowCardinality(String),
    digits UInt8,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY number_id
SETTINGS {{dedup}};

{{distributed:numbers:number_id}};
