-- Active numbers by area, local day and rival (operator_id is empty for all rivals together): one row when the day closes.
-- Both shares are estimates; docs/statistics.md says what each means. `outage`: a source was out, the figures are too low.

CREATE TABLE IF NOT EXISTS {{create:active_shares}}
(
    area_id LowCardinality(String),
    day Date,
    operator_id LowCardinality(String),
    own_active UInt64,
    rival_seen UInt64,
    seen_once UInt64,
    seen_twice UInt64,
    communications UInt64,
    rival_estimated Float64,
    rival_low Float64,
    rival_high Float64,
    plain_share Float64,
    chao1_share Float64,
    chao1_low Float64,
    chao1_high Float64,
    outage Bool,
    stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine:ReplacingMergeTree}}
PARTITION BY toYYYYMM(day)
ORDER BY (area_id, day, operator_id)
SETTINGS {{dedup}};

{{distributed:active_shares:cityHash64(area_id)}};
