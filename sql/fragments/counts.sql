-- Each obligation falls into exactly one of the five outcomes (docs/metrics.md §5). `due_by` of what has no due is
-- never past. `late` and `due` are numerator and denominator of the late rate: no reader adds them up itself.
count() AS received,
    countIf(done AND has_due AND ended_at <= due_by) AS handled_on_time,
    countIf(done AND ended_at > due_by) AS handled_late,
    countIf(NOT done AND due_by < {as_of:DateTime64(3, 'UTC')}) AS open_overdue,
    countIf(NOT done AND has_due AND due_by >= {as_of:DateTime64(3, 'UTC')}) AS open_in_time,
    countIf(NOT has_due) AS no_deadline,
    handled_late + open_overdue AS late,
    late + handled_on_time AS due
