-- The report received last before the cut-off, open or not; no row when none came in the last 31 days.
-- Params: as_of; own.
SELECT
    s.service_request_id AS service_request_id,
    toUnixTimestamp64Milli(s.received_at) AS received_at,
    s.ward_code AS ward_code
FROM report_state AS s FINAL
WHERE (s.received_at, s.service_request_id) IN
(
    SELECT received_at, service_request_id
    FROM report_state{{#own}} FINAL{{/own}}
    WHERE received_at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 31 DAY
        AND received_at <= {as_of:DateTime64(3, 'UTC')}
        {{#own}}AND {{filters}}{{/own}}
    ORDER BY received_at DESC, service_request_id DESC
    LIMIT 1
)
