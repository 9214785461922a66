-- Agencies whose late rate (denominator `due`) worsened most from the window before to the current one.
-- Params: as_of, from, to, before_from, before_to, min_due (in both windows), limit; filters. Worst first.
SELECT
    agency AS key,
    countIf(is_now AND is_due) AS due_now,
    countIf(is_now AND is_late) AS late_now,
    late_now / due_now AS late_rate_now,
    countIf(is_before AND is_due) AS due_before,
    countIf(is_before AND is_late) AS late_before,
    late_before / due_before AS late_rate_before,
    late_rate_now - late_rate_before AS change
FROM
(
    SELECT
        agency,
        {{in_period}} AS is_now,
        received_at >= {before_from:DateTime64(3, 'UTC')}
            AND received_at < {before_to:DateTime64(3, 'UTC')} AS is_before,
        {{is_late}} AS is_late,
        is_late OR done AND has_due AND ended_at <= due_by AS is_due
    FROM {{assignments}}
    WHERE received_at >= least({from:DateTime64(3, 'UTC')}, {before_from:DateTime64(3, 'UTC')})
        AND received_at < greatest({to:DateTime64(3, 'UTC')}, {before_to:DateTime64(3, 'UTC')})
)
GROUP BY key
HAVING due_now >= {min_due:UInt32} AND due_before >= {min_due:UInt32}
ORDER BY change DESC, key
LIMIT {limit:UInt32}
