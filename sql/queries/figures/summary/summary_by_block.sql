-- Assignments by block of agencies.
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    block AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{assignments}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
