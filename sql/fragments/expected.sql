-- What the 8 weeks before the period had at the same hours of the week as the period has so far. To whole seconds
-- first: the calendar functions are twice as fast on those.
sumIf(
        weights[toUInt16(
            (toDayOfWeek(toDateTime(received_at, {time_zone:String})) - 1) * 24
            + toHour(toDateTime(received_at, {time_zone:String}))
        ) + 1],
        received_at < {from:DateTime64(3, 'UTC')}
    ) / 8
