-- The ingest processes of the last day: when each last said how it is, and the alarms it then had. Params: none.
SELECT
    process_id,
    toUnixTimestamp64Milli(recorded_at) AS recorded_at,
    alarms
FROM ingest_processes FINAL
ORDER BY process_id
