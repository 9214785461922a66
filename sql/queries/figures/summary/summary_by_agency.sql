-- Which agency kept its deadlines: assignments by agency (docs/metrics.md §4).
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    agency AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{assignments}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
