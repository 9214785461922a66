-- Received and handled in the hour that runs and the 23 before it: always 24 rows, oldest first.
-- Params: as_of, time_zone; filters.
WITH toStartOfHour({as_of:DateTime64(3, 'UTC')}, {time_zone:String}) - INTERVAL 23 HOUR AS first
SELECT
    toUnixTimestamp(at) * 1000 AS hour,
    sum(is_received) AS received,
    sum(is_handled) AS handled
FROM
(
    SELECT toStartOfHour(received_at, {time_zone:String}) AS at, 1 AS is_received, 0 AS is_handled
    FROM {{obligations}}
    WHERE received_at >= first AND received_at <= {as_of:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT toStartOfHour(ended_at, {time_zone:String}), 0, 1
    FROM {{obligations}}
    WHERE done AND ended_at >= first
    UNION ALL
    SELECT first + toIntervalHour(number), 0, 0
    FROM numbers(24)
)
GROUP BY at
ORDER BY hour
