-- When each source that is read again and again was last read. Params: none. Rows by source.
SELECT source, toUnixTimestamp64Milli(recorded_at) AS recorded_at
FROM feed_positions FINAL
ORDER BY source
