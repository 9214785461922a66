-- What is open at the cut-off, whenever it was received, by the step that it waits for and by the time since its
-- receipt: a row for each pair that has any. `overdue` is past the due of that step. Band i, counted from 0, begins at
-- bounds_minutes[i]. Params: as_of, bounds_minutes, rule_keys, checks as in flow_currents; own.
SELECT
    step,
    band,
    count() AS open,
    countIf(step_due < {as_of:DateTime64(3, 'UTC')}) AS overdue
FROM
(
    WITH
        indexOf({rule_keys:Array(String)}, concat(policy_id, '|', field_group, '|', complexity)) AS rule,
        arrayConcat([''], {checks:Array(String)})[rule + 1] AS check,
        arrayExists(
            (stage, agency, done_at) -> agency = '' AND stage = check AND ifNull(done_at > {as_of:DateTime64(3, 'UTC')}, true),
            `stages.stage`, `stages.agency`, `stages.done_at`
        ) AS is_unchecked
    SELECT
        multiIf(
            NOT arrayExists(ending -> ending = 'open', `assignments.ending`), 'assign',
            is_unchecked, 'check',
            check != '', 'resolve',
            'answer'
        ) AS step,
        -- Dues of the report's own stages: the first one that is not done.
        arrayFirst(
            (due_at, agency, done_at) -> agency = '' AND ifNull(done_at > {as_of:DateTime64(3, 'UTC')}, true),
            `stages.due_at`, `stages.agency`, `stages.done_at`
        ) AS step_due,
        arrayLastIndex(
            bound -> bound <= dateDiff('millisecond', received_at, {as_of:DateTime64(3, 'UTC')}) / 60000,
            {bounds_minutes:Array(UInt32)}
        ) - 1 AS band
    FROM report_state FINAL
    WHERE {{still_open}}
)
GROUP BY step, band
ORDER BY step, band
