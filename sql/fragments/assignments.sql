-- Obligations of agencies and blocks: one an assignment (METRICS.md §4). Same columns as of reports, and whose.
(
    SELECT
        service_request_id, received_at, cell, ward_code, channel, service_code,
        field_group, reopen_count, rating, estimate_kept, handling_minutes, handling_working_minutes, simulated,
        assignment_due AS due_at, assignment_finished AS finished_at, assignment_ending AS ending,
        agency, block,
        assignment_reopened AS was_reopened,
        ifNull(assignment_finished <= {as_of:DateTime64(3, 'UTC')}, false) AS done
    FROM report_state FINAL
    ARRAY JOIN
        assignments.agency AS agency,
        assignments.block AS block,
        assignments.due_at AS assignment_due,
        assignments.finished_at AS assignment_finished,
        assignments.ending AS assignment_ending,
        assignments.reopened AS assignment_reopened,
        assignments.is_obligation AS is_obligation
    WHERE {{filters}}
        AND is_obligation
        AND ({agency:String} = '' OR agency = {agency:String})
        AND ({block:String} = '' OR block = {block:String})
)
