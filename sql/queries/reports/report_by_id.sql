-- A report when only its id is known: the state row, field for field. Two rows only if two reports share an id.
-- Params: service_request_id; own.
SELECT
    {{state_columns}}
FROM
(
    SELECT *
    FROM report_state FINAL
    WHERE service_request_id = {service_request_id:String}
        {{#own}}AND {{filters}}{{/own}}
) AS s
ORDER BY received_at
