-- Of reports received in [from, to): which agencies hold each now, and which ever were given it, in order.
-- Params: ids, from, to; filters (own).
SELECT
    service_request_id,
    received_ms AS received_at,
    holders,
    agencies
FROM
(
    SELECT
        service_request_id,
        toUnixTimestamp64Milli(received_at) AS received_ms,
        arrayFilter((agency, ending) -> ending = 'open', `assignments.agency`, `assignments.ending`) AS holders,
        arrayDistinct(`assignments.agency`) AS agencies
    FROM report_state FINAL
    WHERE {{filters}}
        AND {{in_period}}
        AND has({ids:Array(String)}, service_request_id)
)
