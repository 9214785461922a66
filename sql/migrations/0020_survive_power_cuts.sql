-- What was acknowledged is on the disk and not only in the memory of the operating system (docs/reliability.md, Power
-- cuts): the files of a new part, the folder that names it, and what a merge makes of parts that were.
-- A start must not be refused for many broken parts: they are set aside, and what is missing is told.
ALTER TABLE report_events
    MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
        min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
        max_suspicious_broken_parts_bytes = 1000000000000000;
ALTER TABLE report_state
    MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
        min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
        max_suspicious_broken_parts_bytes = 1000000000000000;
ALTER TABLE dead_letters
    MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
        min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
        max_suspicious_broken_parts_bytes = 1000000000000000;
ALTER TABLE feed_positions
    MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
        min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
        max_suspicious_broken_parts_bytes = 1000000000000000;
ALTER TABLE schema_migrations
    MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
        min_compressed_bytes_to_fsync_after_merge = 1, max_suspicious_broken_parts = 1000000000,
        max_suspicious_broken_parts_bytes = 1000000000000000;
-- What a process says of itself is worth nothing after a power cut.
ALTER TABLE ingest_processes
    MODIFY SETTING max_suspicious_broken_parts = 1000000000, max_suspicious_broken_parts_bytes = 1000000000000000;
