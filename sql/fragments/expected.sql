-- What the 8 weeks before the period had at the same hours of the week as the period has so far.
sumIf(
        weights[toUInt16(
            (toDayOfWeek(received_at, 0, {time_zone:String}) - 1) * 24 + toHour(received_at, {time_zone:String})
        ) + 1],
        received_at < {from:DateTime64(3, 'UTC')}
    ) / 8
