-- What each CloudEvents source sent and was taken since: how many events, and when the last one came. Sources by name.
-- Params: since.
SELECT
    e.source AS source,
    count() AS events,
    toUnixTimestamp64Milli(max(e.recorded_at)) AS latest_recorded_at
FROM report_events AS e
WHERE e.recorded_at >= {since:DateTime64(3, 'UTC')}
GROUP BY source
ORDER BY source
