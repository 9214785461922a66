-- Reports by group of fields.
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    field_group AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
