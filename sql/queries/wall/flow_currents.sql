-- Reports of the period by the clock of their rule and by how far they came by the cut-off. Rule i, counted from 0, has
-- the key rule_keys[i], its current is clocks[i] and its check the stage checks[i] ('' for none); a report of no rule is
-- in the current 'none'. `rules` are the rules met.
-- Params: as_of, from, to, rule_keys (policy|field group|complexity), clocks, checks; own.
SELECT
    clock,
    arraySort(arrayFilter(index -> index >= 0, groupUniqArray(rule - 1))) AS rules,
    toBool(max(check != '')) AS has_check,
    count() AS received,
    countIf(assigned_ms IS NOT NULL) AS assigned,
    countIf(check != '' AND checked_ms IS NOT NULL) AS checked,
    countIf(done) AS answered,
    countIf(done AND has_due AND ended_ms <= due_ms) AS on_time,
    countIf(done AND has_due AND ended_ms > due_ms) AS late,
    quantileExactInclusiveOrNullIf(0.5)((assigned_ms - received_ms) / 60000, assigned_ms IS NOT NULL) AS assign_minutes,
    quantileExactInclusiveOrNullIf(0.5)((checked_ms - assigned_ms) / 60000, check != '' AND checked_ms IS NOT NULL AND assigned_ms IS NOT NULL) AS check_minutes,
    quantileExactInclusiveOrNullIf(0.5)(
        (ended_ms - if(check != '' AND checked_ms IS NOT NULL, checked_ms, assigned_ms)) / 60000,
        done AND assigned_ms IS NOT NULL
    ) AS answer_minutes
FROM
(
    SELECT
        indexOf({rule_keys:Array(String)}, concat(policy_id, '|', field_group, '|', complexity)) AS rule,
        arrayConcat(['none'], {clocks:Array(String)})[rule + 1] AS clock,
        arrayConcat([''], {checks:Array(String)})[rule + 1] AS check,
        ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')} AS done,
        due_by < {{no_due}} AS has_due,
        toUnixTimestamp64Milli(received_at) AS received_ms,
        toUnixTimestamp64Milli(ended_at) AS ended_ms,
        toUnixTimestamp64Milli(due_by) AS due_ms,
        toUnixTimestamp64Milli(if(first_assigned_at <= {as_of:DateTime64(3, 'UTC')}, first_assigned_at, NULL)) AS assigned_ms,
        toUnixTimestamp64Milli(arrayFirst(
            (done_at, stage, agency) -> agency = '' AND stage = check AND ifNull(done_at <= {as_of:DateTime64(3, 'UTC')}, false),
            `stages.done_at`, `stages.stage`, `stages.agency`
        )) AS checked_ms
    FROM report_state FINAL
    WHERE {{filters}} AND {{in_period}} AND received_at <= {as_of:DateTime64(3, 'UTC')}
)
GROUP BY clock
ORDER BY clock
