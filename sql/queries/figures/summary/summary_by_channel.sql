-- Reports by the channel they came through.
-- Params: as_of, from, to; filters. Rows by key.
SELECT
    channel AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
