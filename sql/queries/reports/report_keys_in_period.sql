-- What identifies each report that has events and was received in [from, to).
-- Params: from, to. Rows by received_at, service_request_id.
SELECT DISTINCT
    service_request_id,
    toUnixTimestamp64Milli(received_at) AS received_at
FROM report_events AS e
WHERE e.received_at >= {from:DateTime64(3, 'UTC')} AND e.received_at < {to:DateTime64(3, 'UTC')}
ORDER BY received_at, service_request_id
