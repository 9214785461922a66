-- Who came in, was refused, saw or changed what. Only ever inserted into: each entry carries the hash of the one before
-- it, so that one that was changed or taken out shows (docs/security.md).
CREATE TABLE IF NOT EXISTS audit_log
(
    sequence UInt64,
    at DateTime64(3, 'UTC'),
    action LowCardinality(String),
    outcome LowCardinality(String),
    role LowCardinality(String),
    who String,
    address String,
    subject String,
    details String,
    previous_hash String,
    hash String
)
ENGINE = MergeTree
ORDER BY sequence
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
    max_suspicious_broken_parts_bytes = 1000000000000000;
