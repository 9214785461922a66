-- Received by category and cell of resolution `resolution`; unlocated reports are left out.
-- Params: as_of, from, to, resolution (0..10); filters.
SELECT service_code, h3ToString(place) AS cell, count() AS count
FROM
(
    WITH {resolution:UInt8} AS resolution
    SELECT service_code, {{parent_cell}} AS place
    FROM {{obligations}}
    WHERE {{in_period}} AND cell != 0
)
GROUP BY service_code, place
ORDER BY service_code, place
