-- What is open at the cut-off by age: one row a band, youngest first, empty ones too.
-- Params: as_of, bounds_minutes (ascending; band i begins there, the last has no end), from, to; filters.
WITH {bounds_minutes:Array(UInt32)} AS bounds
SELECT
    bounds[band] AS from_minutes,
    if(band = length(bounds), NULL, bounds[band + 1]) AS to_minutes,
    sum(is_open) AS open,
    sum(is_overdue) AS overdue
FROM
(
    SELECT
        arrayLastIndex(
            bound -> bound <= dateDiff('millisecond', received_at, {as_of:DateTime64(3, 'UTC')}) / 60000,
            bounds
        ) AS band,
        1 AS is_open,
        due_by < {as_of:DateTime64(3, 'UTC')} AS is_overdue
    FROM {{obligations}}
    WHERE {{in_period}} AND NOT done AND received_at <= {as_of:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT number + 1, 0, 0
    FROM numbers(length({bounds_minutes:Array(UInt32)}))
)
WHERE band > 0
GROUP BY band
ORDER BY band
