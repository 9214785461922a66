-- Obligations of all scopes but agency and block: one a report. `done` = handled by the cut-off.
(
    SELECT
        service_request_id, received_at, due_at, finished_at, ending, cell, ward_code, ward_code_now, channel, service_code,
        field_group, reopen_count, rating, estimate_kept, handling_minutes, handling_working_minutes, simulated,
        ended_at, reopen_count > 0 AS was_reopened,
        ifNull(finished_at <= {as_of:DateTime64(3, 'UTC')}, false) AS done
    FROM report_state FINAL
    WHERE {{filters}}
)
