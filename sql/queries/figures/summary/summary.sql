-- The figures of a scope for one period: always one row.
-- Params: as_of, from, to; filters. Times of handling are of those handled by the cut-off, null when none was.
WITH
    quantilesExactInclusiveIf(0.5, 0.9)(handling_minutes, done) AS clock,
    quantilesExactInclusiveIf(0.5, 0.9)(handling_working_minutes, done) AS office
SELECT
    {{counts}},
    clock[1] AS median_handling_minutes,
    clock[2] AS p90_handling_minutes,
    office[1] AS median_working_minutes,
    office[2] AS p90_working_minutes,
    countIf(was_reopened) AS reopened,
    count(rating) AS rating_count,
    avg(rating) AS rating_mean,
    countIf(done AND estimate_kept IS NOT NULL) AS estimates,
    countIf(done AND estimate_kept) AS estimates_kept,
    countIf(cell = 0) AS unlocated,
    max(simulated) AS simulated
FROM {{obligations}}
WHERE {{in_period}}
