-- Reports by the district their ward belongs to: wards[i] lies in districts[i], others in ''.
-- Params: as_of, from, to, wards, districts (not empty); filters. Rows by key.
SELECT
    transform(ward_code, {wards:Array(String)}, {districts:Array(String)}, '') AS key,
    {{counts}},
    countIf(was_reopened) AS reopened
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY key
ORDER BY key
