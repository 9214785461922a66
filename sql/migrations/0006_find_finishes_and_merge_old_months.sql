-- What was handled in a span of time may have come in at any time before. `ended_at` is finished_at with 1970 for
-- what is open: null would stand for the end of time in the index, and one open report would keep its granule.
ALTER TABLE report_state
    ADD COLUMN IF NOT EXISTS ended_at DateTime64(3, 'UTC')
        MATERIALIZED ifNull(finished_at, toDateTime64(0, 3, 'UTC')) CODEC(Delta, LZ4),
    ADD INDEX IF NOT EXISTS by_end ended_at TYPE minmax GRANULARITY 1;
ALTER TABLE report_state MATERIALIZE COLUMN ended_at;
ALTER TABLE report_state MATERIALIZE INDEX by_end;
-- A month left alone becomes one part, and FINAL then has nothing to merge in it.
ALTER TABLE report_state
    MODIFY SETTING min_age_to_force_merge_seconds = 1800, min_age_to_force_merge_on_partition_only = 1;
