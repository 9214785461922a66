-- The ingest processes of the last day: when each last announced itself, and the alarms that stood then. Params: none.
SELECT
    process_id,
    toUnixTimestamp64Milli(recorded_at) AS recorded_at,
    alarms
FROM ingest_processes FINAL
ORDER BY process_id
