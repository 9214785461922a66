-- Where each source was read up to: opaque JSON of the source, the newest row wins.
CREATE TABLE IF NOT EXISTS feed_positions
(
    source String,
    position String,
    recorded_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY source;
