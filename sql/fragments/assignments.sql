-- Obligations of agencies and blocks: one for each assignment (docs/metrics.md §4). The columns of reports.sql, and
-- the agency and block that hold the assignment. Handling time counts from the assignment; office minutes of an
-- assignment are not kept in the state. The citizen's rating belongs to the turn that was not reopened.
(
    SELECT
        service_request_id, received_at, cell, ward_code, ward_code_now, channel, service_code, field_group, flags, simulated,
        ifNull(assignment_due, {{no_due}}) AS due_by,
        ifNull(assignment_finished, {{never}}) AS ended_at,
        assignment_ending AS ending,
        agency, block,
        assignment_reopened AS was_reopened,
        ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')} AS done,
        due_by < {{no_due}} AS has_due,
        greatest(
            0,
            (toUnixTimestamp64Milli(assignment_finished) - toUnixTimestamp64Milli(assigned_at)) / 60000
        ) AS handling_minutes,
        CAST(NULL, 'Nullable(Float64)') AS handling_working_minutes,
        if(assignment_reopened, NULL, report_state.rating) AS rating,
        if(assignment_reopened, NULL, report_state.estimate_kept) AS estimate_kept
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
    WHERE {{filters}}
        AND is_obligation
        {{#agency}}AND agency = {agency:String}{{/agency}}
        {{#block}}AND block = {block:String}{{/block}}
)
