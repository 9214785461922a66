-- The acts of closing, oldest first, without their figures; kind or period "" takes all. An act is done once for a
-- revision, but remarks may follow each other.
-- Params: kind, period. Rows by recorded_at, revision.
SELECT
    kind,
    period,
    revision,
    act,
    toUnixTimestamp64Milli(recorded_at) AS recorded_at,
    toUnixTimestamp64Milli(period_from) AS period_from,
    toUnixTimestamp64Milli(period_to) AS period_to,
    toUnixTimestamp64Milli(cut_off) AS cut_off,
    toUnixTimestamp64Milli(known_at) AS known_at,
    hash,
    reason,
    basis,
    diff
FROM
(
    SELECT *
    FROM period_acts
    WHERE ({kind:String} = '' OR kind = {kind:String}) AND ({period:String} = '' OR period = {period:String})
    ORDER BY kind, period, revision, act, recorded_at
    LIMIT 1 BY kind, period, revision, act, if(act = 'remark', recorded_at, period_from)
)
ORDER BY recorded_at, revision
