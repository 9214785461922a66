-- How many hours of each hour of the week (local, Monday 0 h first) the period has up to the cut-off: 168 numbers.
(
    SELECT groupArray(hours)
    FROM
    (
        SELECT slot, sum(share) AS hours
        FROM
        (
            SELECT
                arrayJoin(range(
                    toUInt32(toStartOfHour({from:DateTime64(3, 'UTC')}, {time_zone:String})),
                    toUInt32(greatest(
                        toDateTime(0, 'UTC'),
                        toDateTime(least({to:DateTime64(3, 'UTC')}, {as_of:DateTime64(3, 'UTC')}), 'UTC')
                    )) + 1,
                    3600
                )) AS second,
                toDateTime(second, {time_zone:String}) AS hour,
                toUInt16((toDayOfWeek(hour) - 1) * 24 + toHour(hour)) AS slot,
                greatest(0, least(
                    second + 3600,
                    toFloat64(least({to:DateTime64(3, 'UTC')}, {as_of:DateTime64(3, 'UTC')}))
                ) - greatest(second, toFloat64({from:DateTime64(3, 'UTC')}))) / 3600 AS share
            UNION ALL
            SELECT 0, toDateTime(0, 'UTC'), toUInt16(number), 0. FROM numbers(168)
        )
        GROUP BY slot
        ORDER BY slot
    )
)
