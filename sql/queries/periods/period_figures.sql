-- The figures that a revision of a period fixed, as JSON; no row when there is none such. Params: kind, period, revision.
SELECT figures
FROM period_acts
WHERE kind = {kind:String} AND period = {period:String} AND revision = {revision:UInt16} 
    AND act IN ('freeze', 'revise')
ORDER BY recorded_at
LIMIT 1
