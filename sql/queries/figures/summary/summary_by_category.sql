-- Reports by category.
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    service_code AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
