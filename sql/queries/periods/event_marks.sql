-- What tells one state of the events of the reports received in [from, to), and of the objections to them, from another.
-- Params: from, to.
SELECT
    count() AS events,
    if(count() = 0, NULL, toUnixTimestamp64Milli(max(recorded_at))) AS newest_recorded_at,
    (
        SELECT count()
        FROM objections
        WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    ) AS objections
FROM report_events
WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
