-- What speaks against closing a period: its reports, those without a place, those with codes that the profile does
-- not list, and how far events are known. Params: from, to.
SELECT
    count() AS received,
    countIf(cell = 0) AS unlocated,
    countIf(hasAny(flags, ['unknown_service_code', 'unknown_agency'])) AS unknown_codes,
    max(simulated) AS simulated
FROM report_state FINAL
WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
