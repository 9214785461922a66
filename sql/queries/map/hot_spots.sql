-- Wards with more than usual, the most unusual first: (count − expected) in standard deviations of a Poisson
-- count. `cell` is the ward's fullest at resolution 9. Unlocated reports are no place and left out.
-- Params: as_of, from, to, time_zone, min_count, min_excess, limit; filters.
WITH
    {{hour_weights}} AS weights,
    9 AS resolution
SELECT
    ward_code,
    if(max(place) = 0, '', h3ToString(argMaxIf(place, cell_count, place != 0))) AS cell,
    sum(cell_count) AS count,
    sum(cell_open) AS open,
    sum(cell_expected) AS expected,
    if(expected > 0, count / expected, NULL) AS ratio,
    if(open > 0, quantileExactInclusiveMerge(0.5)(ages), NULL) AS median_age_minutes
FROM
(
    SELECT
        ward_code,
        if(cell = 0, 0, {{parent_cell}}) AS place,
        countIf(received_at >= {from:DateTime64(3, 'UTC')}) AS cell_count,
        countIf(received_at >= {from:DateTime64(3, 'UTC')} AND NOT done) AS cell_open,
        {{expected}} AS cell_expected,
        quantileExactInclusiveStateIf(0.5)(
            dateDiff('millisecond', received_at, {as_of:DateTime64(3, 'UTC')}) / 60000,
            received_at >= {from:DateTime64(3, 'UTC')} AND NOT done
        ) AS ages
    FROM {{obligations}}
    WHERE {{with_history}} AND ward_code != ''
    GROUP BY ward_code, place
)
GROUP BY ward_code
HAVING count >= {min_count:UInt32} AND count - expected >= {min_excess:Float64}
ORDER BY (count - expected) / sqrt(expected + 1) DESC, ward_code
LIMIT {limit:UInt32}
