-- Copies 1 to `copies` of the reports made for a year, each some seconds later under an id of its own.
INSERT INTO report_state
SELECT * EXCEPT copy REPLACE (
    received_at + toIntervalSecond(copy) AS received_at,
    concat(service_request_id, '-', toString(copy)) AS service_request_id
)
FROM report_state
ARRAY JOIN range(1, {{copies}} + 1) AS copy
WHERE toYear(report_state.received_at) = {{year}} AND position(report_state.service_request_id, '-') = 0
SETTINGS max_insert_threads = 2
