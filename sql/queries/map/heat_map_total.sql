-- The sum that the cells of heat_map and its unlocated must give: all of the status asked for, and those of them
-- without a place; of these, those whose place lies outside the city. One row.
-- Params: as_of, from, to, status; filters.
SELECT count() AS total, countIf(cell = 0) AS unlocated, countIf(has(flags, 'outside_city')) AS outside
FROM {{obligations}}
WHERE {{in_period}} AND {{heat_status}}
