-- When the newest event folded into a state was recorded: always one row, null when nothing is stored. Params: none.
SELECT if(count() = 0, NULL, toUnixTimestamp64Milli(max(last_recorded_at))) AS recorded_at
FROM report_state
