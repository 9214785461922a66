-- When the reports of these ids were received, of those that are known: an id belongs to one report for good, so an
-- event that gives it another moment is refused. Params: ids (JSON arrays of one id each, a line each).
SELECT
    service_request_id,
    toUnixTimestamp64Milli(min(received_at)) AS received_at
FROM report_state
WHERE service_request_id IN (SELECT id FROM format(JSONCompactEachRow, 'id String', {ids:String}))
GROUP BY service_request_id
ORDER BY service_request_id
