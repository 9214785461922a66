-- Obligations of every scope but agency and block: one for each report, of no agency. `done` = handled by the cut-off.
(
    SELECT
        service_request_id, received_at, ended_at, due_by, ending, cell, ward_code, ward_code_now, channel, service_code,
        field_group, flags, reopen_count, rating, estimate_kept, handling_minutes, handling_working_minutes, simulated,
        '' AS agency,
        reopen_count > 0 AS was_reopened,
        ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')} AS done,
        due_by < {{no_due}} AS has_due
    FROM report_state FINAL
    WHERE {{filters}}
)
