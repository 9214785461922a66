-- Reports by the unit they were counted in at their time and the unit that contains their place today, for several
-- windows: a trend across a reform of boundaries is made of these. Over a window the rows of either unit sum to all
-- reports it received.
-- Params: as_of, window_from, window_to (window i is [window_from[i], window_to[i]) of received_at); filters.
-- Rows by then_unit, now_unit and window, counted from 0; nothing received, no row.
SELECT
    ward_code AS then_unit,
    ward_code_now AS now_unit,
    window,
    {{counts}}
FROM
(
    SELECT
        *,
        arrayJoin(arrayFilter(
            i -> received_at >= {window_from:Array(DateTime64(3, 'UTC'))}[i + 1]
                AND received_at < {window_to:Array(DateTime64(3, 'UTC'))}[i + 1],
            range(length({window_from:Array(DateTime64(3, 'UTC'))}))
        )) AS window
    FROM {{obligations}}
    WHERE received_at >= arrayMin({window_from:Array(DateTime64(3, 'UTC'))})
        AND received_at < arrayMax({window_to:Array(DateTime64(3, 'UTC'))})
)
GROUP BY then_unit, now_unit, window
ORDER BY then_unit, now_unit, window
