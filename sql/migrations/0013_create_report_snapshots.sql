-- What a snapshot source last said of each report: which snapshot counts, and whether a next one says anything new.
-- Of one report the row written last is read: no clock decides that. What a snapshot says stands in the events.
CREATE TABLE IF NOT EXISTS report_snapshots
(
    source LowCardinality(String),
    service_request_id String CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    said_at DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    taken_at DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    content_hash String
)
ENGINE = ReplacingMergeTree
ORDER BY (source, service_request_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
    max_suspicious_broken_parts_bytes = 1000000000000000;
