-- What offices object to in late findings, and what was decided. Rows are added and never replaced: all versions stay, and
-- of a version that was written twice the first row counts. On the disk when acknowledged, as 0020 has it.
CREATE TABLE IF NOT EXISTS objections
(
    id String,
    version UInt16,
    state LowCardinality(String),
    recorded_at DateTime64(3, 'UTC'),
    known_at DateTime64(3, 'UTC'),
    kind LowCardinality(String),
    period LowCardinality(String),
    service_request_id String,
    received_at DateTime64(3, 'UTC'),
    agency LowCardinality(String),
    turn UInt16,
    reason LowCardinality(String),
    text String CODEC(ZSTD(3)),
    ground String CODEC(ZSTD(3)),
    who String
)
ENGINE = MergeTree
ORDER BY (received_at, service_request_id, id, version, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
    max_suspicious_broken_parts_bytes = 1000000000000000;
