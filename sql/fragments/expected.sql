-- Reports of the 8 weeks before the period, weighted by the hours of the week that the period has had so far, as a
-- weekly mean. Times are cut to whole seconds first: the calendar functions are twice as fast on those.
sumIf(
        weights[toUInt16(
            (toDayOfWeek(toDateTime(received_at, {time_zone:String})) - 1) * 24
            + toHour(toDateTime(received_at, {time_zone:String}))
        ) + 1],
        received_at < {from:DateTime64(3, 'UTC')}
    ) / 8
