-- Reports whose state was folded from fewer events than they have: a crash came between append and projection.
-- Conflicting payloads of one event are events here as they are in the state's two counts. Params: none. Rows by received_at, service_request_id.
SELECT
    e.service_request_id AS service_request_id,
    toUnixTimestamp64Milli(e.received_at) AS received_at
FROM
(
    SELECT received_at, service_request_id, uniqExact(id, payload_hash) AS events
    FROM report_events
    GROUP BY received_at, service_request_id
) AS e
LEFT JOIN
(
    SELECT received_at, service_request_id, event_count + conflict_count AS folded
    FROM report_state FINAL
) AS s USING (received_at, service_request_id)
WHERE e.events > s.folded
ORDER BY received_at, service_request_id
