-- The floor: the same facts without versions, flat and sorted.
CREATE TABLE bench_reports ENGINE = MergeTree PARTITION BY toYYYYMM(received_at) ORDER BY received_at AS
SELECT
    received_at, service_request_id, ended_at, due_by, ending, cell, ward_code, ward_code_now, channel,
    service_code, field_group, reopen_count, rating, estimate_kept, handling_minutes, handling_working_minutes, simulated
FROM report_state FINAL
WHERE 0
