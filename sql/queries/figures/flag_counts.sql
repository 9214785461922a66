-- How many obligations carry each flag of data quality. One row a flag that any has.
-- Params: as_of, from, to; filters.
SELECT flag, count() AS count
FROM {{obligations}}
ARRAY JOIN flags AS flag
WHERE {{in_period}}
GROUP BY flag
ORDER BY flag
