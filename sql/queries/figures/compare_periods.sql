-- A period beside the one before it, both as of the same cut-off: always two rows, current first.
-- Params: as_of, from, to, before_from, before_to; filters.
SELECT *
FROM
(
    SELECT 'current' AS period, {{counts}}
    FROM {{obligations}}
    WHERE {{in_period}}
    UNION ALL
    SELECT 'before' AS period, {{counts}}
    FROM {{obligations}}
    WHERE received_at >= {before_from:DateTime64(3, 'UTC')} AND received_at < {before_to:DateTime64(3, 'UTC')}
)
ORDER BY period DESC
