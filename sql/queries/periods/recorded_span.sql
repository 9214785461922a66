-- The first and last receipt of a report there is, and when the newest event was recorded; null without events.
-- Params: none.
SELECT
    if(count() = 0, NULL, toUnixTimestamp64Milli(min(received_at))) AS first_received_at,
    if(count() = 0, NULL, toUnixTimestamp64Milli(max(received_at))) AS last_received_at,
    if(count() = 0, NULL, toUnixTimestamp64Milli(max(recorded_at))) AS newest_recorded_at
FROM report_events
