-- State rows of the reports received in [from, to), for rules that need whole reports.
-- Params: from, to. Rows by received_at, service_request_id.
SELECT
    {{state_columns}}
FROM
(
    SELECT *
    FROM report_state FINAL
    WHERE {{in_period}}
) AS s
ORDER BY received_at, service_request_id
