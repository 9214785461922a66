-- Received and handled by local hour, day or month. A report is received in the bucket in which it came and handled
-- in the one in which it was finished, whenever it came. Params: as_of, from, to, bucket (hour, day, month), time_zone; filters.
-- Rows by bucket; one in which nothing happened has no row.
SELECT
    toUnixTimestamp(multiIf(
        {bucket:String} = 'hour', toStartOfHour(at, {time_zone:String}),
        {bucket:String} = 'day', toStartOfDay(at, {time_zone:String}),
        toDateTime(toStartOfMonth(at, {time_zone:String}), {time_zone:String})
    )) * 1000 AS bucket,
    sum(is_received) AS received,
    sum(is_handled) AS handled,
    sum(is_on_time) AS handled_on_time,
    sum(is_late) AS handled_late
FROM
(
    SELECT received_at AS at, 1 AS is_received, 0 AS is_handled, 0 AS is_on_time, 0 AS is_late
    FROM {{obligations}}
    WHERE {{in_period}}
    UNION ALL
    SELECT
        ended_at, 0, 1, has_due AND ended_at <= due_by, ended_at > due_by
    FROM {{obligations}}
    WHERE done
        AND ended_at >= {from:DateTime64(3, 'UTC')}
        AND ended_at < {to:DateTime64(3, 'UTC')}
)
GROUP BY bucket
ORDER BY bucket
