-- The floor of figures by agency and block: one row an assignment.
CREATE TABLE bench_assignments ENGINE = MergeTree PARTITION BY toYYYYMM(received_at) ORDER BY received_at AS
SELECT
    received_at, service_request_id, report_state.ended_at AS ended_at, report_state.ending AS ending, cell,
    ward_code, ward_code_now, channel, service_code, field_group, rating, estimate_kept, simulated,
    agency, block, assigned_at, assignment_due, assignment_finished, assignment_ending, assignment_reopened, is_obligation
FROM report_state FINAL
ARRAY JOIN
    assignments.agency AS agency,
    assignments.block AS block,
    assignments.assigned_at AS assigned_at,
    assignments.due_at AS assignment_due,
    assignments.finished_at AS assignment_finished,
    assignments.ending AS assignment_ending,
    assignments.reopened AS assignment_reopened,
    assignments.is_obligation AS is_obligation
WHERE 0
