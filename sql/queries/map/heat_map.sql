-- Cells of the map with anything of the status asked for, and those where something was usual: without them the sum of
-- `expected` falls short of what the city expects. The sum of `count` and heat_map_total's `unlocated` is
-- heat_map_total's `total`. `due` and `late` are denominator and numerator of the late rate of all received in
-- that cell, `overdue` the open part of `late`; `expected`, `ratio` and `shrunk` are of all received there. `shrunk` is
-- the ratio drawn towards 1 by five reports, so that a handful where little is usual is no large effect
-- (docs/metrics.md §8).
-- Params: as_of, from, to, time_zone, resolution (0..10), status (received, open, overdue, late); filters.
WITH
    {{hour_weights}} AS weights,
    {resolution:UInt8} AS resolution
SELECT
    h3ToString(place) AS cell,
    toUInt32(countIf({{in_period}} AND {{heat_status}})) AS count,
    toUInt32(countIf({{in_period}} AND NOT done AND due_by < {as_of:DateTime64(3, 'UTC')})) AS overdue,
    toUInt32(countIf({{in_period}} AND {{is_late}})) AS late,
    toUInt32(late + countIf({{in_period}} AND done AND has_due AND ended_at <= due_by)) AS due,
    {{expected}} AS expected,
    if(expected > 0, countIf({{in_period}}) / expected, NULL) AS ratio,
    (countIf({{in_period}}) + 5) / (expected + 5) AS shrunk
FROM
(
    SELECT *, {{parent_cell}} AS place
    FROM {{obligations}}
    WHERE {{with_history}} AND cell != 0
)
GROUP BY place
HAVING count > 0 OR expected > 0
ORDER BY place
