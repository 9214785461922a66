-- What was done to close a period: frozen, published, revised. Rows are added and never replaced: all revisions stay
-- with their figures, and of an act that was written twice the first row counts.
-- On the disk when acknowledged, as 0020 has it.
CREATE TABLE IF NOT EXISTS period_acts
(
    kind LowCardinality(String),
    period LowCardinality(String),
    revision UInt16,
    act LowCardinality(String),
    recorded_at DateTime64(3, 'UTC'),
    period_from DateTime64(3, 'UTC'),
    period_to DateTime64(3, 'UTC'),
    cut_off DateTime64(3, 'UTC'),
    known_at DateTime64(3, 'UTC'),
    hash String,
    reason String,
    basis String CODEC(ZSTD(3)),
    figures String CODEC(ZSTD(3)),
    diff String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (kind, period, revision, act, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
    max_suspicious_broken_parts_bytes = 1000000000000000;
