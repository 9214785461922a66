-- What the pipeline could not take, kept for 90 days. Its id is derived from source and position, so that a
-- replay of the same input does not count twice.
CREATE TABLE IF NOT EXISTS dead_letters
(
    recorded_at DateTime64(3, 'UTC'),
    dead_letter_id String,
    source LowCardinality(String),
    position String,
    reason_code LowCardinality(String),
    field_path String,
    message String,
    schema_version LowCardinality(String),
    raw_sha256 String,
    raw String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY dead_letter_id
TTL toDateTime(recorded_at) + INTERVAL 90 DAY;
