-- How many reports received in [from, to) have events that are not all in their state. Params: from, to.
SELECT count() AS reports
FROM
(
    SELECT received_at, service_request_id, uniqExact(id, payload_hash) AS events
    FROM report_events
    WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    GROUP BY received_at, service_request_id
) AS e
LEFT JOIN
(
    SELECT received_at, service_request_id, event_count + conflict_count AS folded
    FROM report_state FINAL
    WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
) AS s USING (received_at, service_request_id)
WHERE e.events != s.folded
