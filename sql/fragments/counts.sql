-- Each obligation falls into exactly one of the five (METRICS.md §5); a null due or finish makes a condition false.
count() AS received,
    countIf(done AND finished_at <= due_at) AS handled_on_time,
    countIf(done AND finished_at > due_at) AS handled_late,
    countIf(NOT done AND due_at < {as_of:DateTime64(3, 'UTC')}) AS open_overdue,
    countIf(NOT done AND due_at >= {as_of:DateTime64(3, 'UTC')}) AS open_in_time,
    countIf(due_at IS NULL) AS no_deadline
