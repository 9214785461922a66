-- Counts of assignments by agency for several windows in one read: this week, the week before, the previous period.
-- Params: as_of, window_from, window_to (window i is [window_from[i], window_to[i]) of received_at); filters.
-- Rows by key and window, counted from 0; nothing received, no row.
SELECT
    agency AS key,
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
    FROM {{assignments}}
    WHERE received_at >= arrayMin({window_from:Array(DateTime64(3, 'UTC'))})
        AND received_at < arrayMax({window_to:Array(DateTime64(3, 'UTC'))})
)
GROUP BY key, window
ORDER BY key, window
