-- The figures of a scope for one period: always one row.
-- Params: as_of, from, to; filters. Times of handling are of those handled by the cut-off, null when none was.
SELECT
    {{counts}},
    quantileExactInclusiveIf(0.5)(handling_minutes, done) AS median_handling_minutes,
    quantileExactInclusiveIf(0.9)(handling_minutes, done) AS p90_handling_minutes,
    quantileExactInclusiveIf(0.5)(handling_working_minutes, done) AS median_working_minutes,
    quantileExactInclusiveIf(0.9)(handling_working_minutes, done) AS p90_working_minutes,
    countIf(was_reopened) AS reopened,
    count(rating) AS rating_count,
    avg(rating) AS rating_mean,
    countIf(done AND estimate_kept IS NOT NULL) AS estimates,
    countIf(done AND estimate_kept) AS estimates_kept,
    countIf(cell = 0) AS unlocated,
    max(simulated) AS simulated
FROM {{obligations}}
WHERE {{in_period}}
