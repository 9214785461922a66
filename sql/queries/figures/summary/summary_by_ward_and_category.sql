-- The matrix ward × category; a pair without a report has no row.
-- Params: as_of, from, to; filters. Rows by ward_code, service_code.
SELECT
    ward_code,
    service_code,
    {{counts}}
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY ward_code, service_code
ORDER BY ward_code, service_code
