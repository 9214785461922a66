-- Events as they came: the truth everything else is folded from. One row per (report, event id, payload).
-- An exact duplicate collapses to the earliest recorded_at (newest `precedence`); the same id with another
-- payload keeps both rows, and the fold decides. Small granules: the projector reads single reports.
CREATE TABLE IF NOT EXISTS report_events
(
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    service_request_id String CODEC(ZSTD(1)),
    id String CODEC(ZSTD(1)),
    payload_hash String CODEC(ZSTD(1)),
    source LowCardinality(String),
    kind LowCardinality(String),
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    recorded_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    data String CODEC(ZSTD(1)),
    precedence UInt64 MATERIALIZED toUInt64(9223372036854775807 - toUnixTimestamp64Milli(recorded_at)) CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(precedence)
PARTITION BY toYYYYMM(received_at)
ORDER BY (received_at, service_request_id, id, payload_hash)
SETTINGS index_granularity = 1024;
