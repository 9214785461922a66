-- What was acknowledged, kept apart from the events themselves: one row per (report, event id, payload), so that a part
-- of report_events that is lost is missed (docs/reliability.md, Damage is told). `month` is toYYYYMM(received_at);
-- `event_hash` is computed by packages/store/src/checks/event-hash.ts and, for what was stored before, here.
CREATE TABLE IF NOT EXISTS acknowledged_events
(
    month UInt32,
    event_hash UInt64 CODEC(NONE)
)
ENGINE = ReplacingMergeTree
PARTITION BY intDiv(month, 100)
ORDER BY (month, event_hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
    max_suspicious_broken_parts_bytes = 1000000000000000;
INSERT INTO acknowledged_events
SELECT DISTINCT
    toYYYYMM(received_at) AS month,
    reinterpretAsUInt64(substring(SHA256(concat(
        toString(toUnixTimestamp64Milli(received_at)), '\n', payload_hash, '\n', service_request_id, '\n', id)), 1, 8)) AS event_hash
FROM report_events;
