-- Every event stored of one report, as it came; of exact duplicates the first recorded.
-- Params: service_request_id, received_at. Rows by time, id.
SELECT
    e.id AS id,
    e.source AS source,
    e.kind AS kind,
    toUnixTimestamp64Milli(e.time) AS time,
    toUnixTimestamp64Milli(e.recorded_at) AS recorded_at,
    e.payload_hash AS payload_hash,
    e.data AS data
FROM
(
    SELECT *
    FROM report_events FINAL
    WHERE received_at = {received_at:DateTime64(3, 'UTC')} AND service_request_id = {service_request_id:String}
) AS e
ORDER BY time, id, payload_hash
