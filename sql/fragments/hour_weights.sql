-- Hours that the period, up to the cut-off, has of each hour of the week (local, from Monday 0 h): 168 numbers.
-- In steps of a quarter of an hour, so that zones off the full hour come out right.
(
    SELECT groupArray(hours)
    FROM
    (
        SELECT slot, sum(share) AS hours
        FROM
        (
            SELECT
                arrayJoin(range(
                    intDiv(toUnixTimestamp64Milli({from:DateTime64(3, 'UTC')}), 900000),
                    intDiv(
                        toUnixTimestamp64Milli(least({to:DateTime64(3, 'UTC')}, {as_of:DateTime64(3, 'UTC')})),
                        900000
                    ) + 1
                )) AS quarter,
                toDateTime(quarter * 900, {time_zone:String}) AS begin,
                toUInt16((toDayOfWeek(begin) - 1) * 24 + toHour(begin)) AS slot,
                greatest(
                    0,
                    least(
                        (quarter + 1) * 900000,
                        toUnixTimestamp64Milli(least({to:DateTime64(3, 'UTC')}, {as_of:DateTime64(3, 'UTC')}))
                    ) - greatest(quarter * 900000, toUnixTimestamp64Milli({from:DateTime64(3, 'UTC')}))
                ) / 3600000 AS share
            UNION ALL
            SELECT 0, toDateTime(0, {time_zone:String}), toUInt16(number), 0. FROM numbers(168)
        )
        GROUP BY slot
        ORDER BY slot
    )
)
