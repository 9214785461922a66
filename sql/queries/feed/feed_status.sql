-- How much is stored and how new it is: always one row. `events` are those folded into a state; an event in the
-- moment between append and projection is not yet counted. Params: none.
SELECT
    sum(event_count) AS events,
    count() AS reports,
    if(reports = 0, NULL, toUnixTimestamp64Milli(max(last_event_at))) AS latest_event_at,
    max(simulated) AS simulated,
    (SELECT count() FROM dead_letters FINAL WHERE replayed_at IS NULL) AS dead_letters
FROM report_state FINAL
