-- A later version of about one report in `every` among those received in `[from, to)`, as events keep arriving.
INSERT INTO report_state
SELECT * REPLACE (version + 1 AS version)
FROM report_state
WHERE received_at >= fromUnixTimestamp64Milli(toInt64({{from}}), 'UTC')
    AND received_at < fromUnixTimestamp64Milli(toInt64({{to}}), 'UTC')
    AND cityHash64(service_request_id, {{salt}}) % {{every}} = 0
