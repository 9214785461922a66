-- What is owed by agency and by whole minutes from the cut-off to the due, up to `until`. What is overdue has the
-- minutes -1. `recent` counts what was received from `recent_from` on. Params: as_of, until, recent_from; own.
SELECT
    agency,
    if(
        due_by < {as_of:DateTime64(3, 'UTC')},
        -1,
        intDiv(toUnixTimestamp64Milli(due_by) - toUnixTimestamp64Milli({as_of:DateTime64(3, 'UTC')}), 60000)
    ) AS in_minutes,
    count() AS count,
    countIf(received_at >= {recent_from:DateTime64(3, 'UTC')}) AS recent
FROM {{open_obligations}}
WHERE due_by < {until:DateTime64(3, 'UTC')}
GROUP BY agency, in_minutes
ORDER BY agency, in_minutes
