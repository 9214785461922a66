-- How much is open at the cut-off: always one row.
-- Params: as_of; from, to (all time when left out); filters.
SELECT
    count() AS total,
    countIf(due_by < {as_of:DateTime64(3, 'UTC')}) AS overdue,
    countIf(cell = 0) AS unlocated
FROM {{obligations}}
WHERE {{in_period}} AND NOT done AND received_at <= {as_of:DateTime64(3, 'UTC')}
