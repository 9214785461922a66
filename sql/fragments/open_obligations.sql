-- What is owed at the cut-off: each open assignment that has a due, and each open report with a due that no agency
-- holds, of agency ''. An assignment is over when its report is.
(
    SELECT
        service_request_id, received_at, service_code, ward_code,
        owed.1 AS agency,
        owed.2 AS due_by
    FROM
    (
        SELECT
            service_request_id, received_at, service_code, ward_code, due_by AS report_due_by,
            arrayFilter(
                one -> one.3,
                arrayMap(
                    (agency, due_at, finished_at, is_obligation) -> (
                        toString(agency),
                        ifNull(due_at, {{no_due}}),
                        is_obligation AND ifNull(finished_at > {as_of:DateTime64(3, 'UTC')}, true)
                    ),
                    `assignments.agency`, `assignments.due_at`, `assignments.finished_at`, `assignments.is_obligation`
                )
            ) AS held
        FROM report_state FINAL
        WHERE {{still_open}}
    )
    ARRAY JOIN arrayConcat(held, if(empty(held), [('', report_due_by, true)], [])) AS owed
    WHERE owed.2 < {{no_due}}
)
