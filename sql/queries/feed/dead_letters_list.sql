-- Waiting dead letters without their raw bytes, newest first. Params: limit, offset.
SELECT
    {{dead_letter_columns}}
FROM dead_letters AS d FINAL
WHERE d.replayed_at IS NULL
ORDER BY recorded_at DESC, dead_letter_id
LIMIT {limit:UInt32}
OFFSET {offset:UInt32}
