-- Hours that the period, up to the cut-off, has of each hour of the week (local, from Monday 0 h): 168 numbers,
-- counted before the statement is written (hours-of-week.ts).
{hour_weights:Array(Float64)}
