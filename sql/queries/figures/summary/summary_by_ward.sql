-- Reports by the ward that contained their place when they came, '' = unlocated.
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    ward_code AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
