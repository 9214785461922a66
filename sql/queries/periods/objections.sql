-- All versions of the objections to reports received in [from, to); service_request_id "" takes all of them.
-- Params: from, to, service_request_id. Rows by id, version.
SELECT
    id,
    version,
    state,
    toUnixTimestamp64Milli(recorded_at) AS recorded_at,
    toUnixTimestamp64Milli(known_at) AS known_at,
    kind,
    period,
    service_request_id,
    toUnixTimestamp64Milli(received_at) AS received_at,
    agency,
    turn,
    reason,
    text,
    ground,
    who
FROM
(
    SELECT *
    FROM objections
    WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
        AND ({service_request_id:String} = '' OR service_request_id = {service_request_id:String})
    ORDER BY id, version, recorded_at
    LIMIT 1 BY id, version
)
ORDER BY id, version
