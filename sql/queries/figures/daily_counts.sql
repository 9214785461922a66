-- Outcomes by the local day of receipt. Params: as_of, from, to, time_zone; filters.
-- Rows by day; one without receipts has no row.
SELECT
    toUnixTimestamp(toStartOfDay(received_at, {time_zone:String})) * 1000 AS day,
    {{counts}}
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY day
ORDER BY day
