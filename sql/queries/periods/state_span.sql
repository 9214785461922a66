-- The first and last receipt of a report with a state; null without states. Params: none.
SELECT
    if(count() = 0, NULL, toUnixTimestamp64Milli(min(received_at))) AS first_received_at,
    if(count() = 0, NULL, toUnixTimestamp64Milli(max(received_at))) AS last_received_at
FROM report_state
