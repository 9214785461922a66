-- Every event stored of one report, as it came; of exact duplicates the first recorded.
-- Params: service_request_id, received_at. Rows by time, id.
SELECT
    {{event_columns}}
FROM
(
    SELECT *
    FROM report_events FINAL
    WHERE received_at = {received_at:DateTime64(3, 'UTC')} AND service_request_id = {service_request_id:String}
) AS e
ORDER BY time, id, payload_hash
