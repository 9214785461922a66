-- State rows with an event recorded after `since`, oldest change first: for a reader whose live stream was
-- interrupted. Params: since, limit.
SELECT
    {{state_columns}}
FROM
(
    SELECT *
    FROM report_state FINAL
    WHERE (received_at, service_request_id) IN
    (
        SELECT received_at, service_request_id
        FROM report_state FINAL
        WHERE last_recorded_at > {since:DateTime64(3, 'UTC')}
        ORDER BY last_recorded_at, received_at, service_request_id
        LIMIT {limit:UInt32}
    )
) AS s
ORDER BY last_recorded_at, received_at, service_request_id
