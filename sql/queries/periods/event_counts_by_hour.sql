-- How many events the reports received in [from, to) have, by hour of receipt: what is read in portions is cut by it.
-- Params: from, to. Rows by hour.
SELECT
    toInt64(toUnixTimestamp(toStartOfHour(received_at))) * 1000 AS hour,
    count() AS events
FROM report_events
WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
GROUP BY hour
ORDER BY hour
