-- Waiting dead letters without their raw bytes, newest first. Params: limit, offset.
SELECT
    d.dead_letter_id AS dead_letter_id,
    d.source AS source,
    d.position AS position,
    toUnixTimestamp64Milli(d.recorded_at) AS recorded_at,
    d.reason_code AS reason_code,
    d.field_path AS field_path,
    d.message AS message,
    d.schema_version AS schema_version,
    d.raw_sha256 AS raw_sha256
FROM dead_letters AS d FINAL
WHERE d.replayed_at IS NULL
ORDER BY recorded_at DESC, dead_letter_id
LIMIT {limit:UInt32}
OFFSET {offset:UInt32}
