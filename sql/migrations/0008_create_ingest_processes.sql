-- What each ingest process last said of itself: the screens of another process must know when something they show
-- does not arrive. `alarms` is a JSON array.
CREATE TABLE IF NOT EXISTS ingest_processes
(
    process_id String,
    recorded_at DateTime64(3, 'UTC'),
    alarms String
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY process_id
TTL toDateTime(recorded_at) + INTERVAL 1 DAY;
