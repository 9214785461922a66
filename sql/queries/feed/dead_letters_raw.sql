-- Waiting dead letters with their bytes (base64), oldest first, for replay: never behind a public route.
-- Params: ids (empty = all), reason_code ("" = all), after (dead_letter_id to continue behind, with its recorded_at as since), since, limit.
SELECT
    d.dead_letter_id AS dead_letter_id,
    d.source AS source,
    d.position AS position,
    toUnixTimestamp64Milli(d.recorded_at) AS recorded_at,
    d.reason_code AS reason_code,
    d.field_path AS field_path,
    d.message AS message,
    d.schema_version AS schema_version,
    d.raw_sha256 AS raw_sha256,
    d.raw AS raw
FROM dead_letters AS d FINAL
WHERE d.replayed_at IS NULL
    AND (empty({ids:Array(String)}) OR d.dead_letter_id IN {ids:Array(String)})
    AND ({reason_code:String} = '' OR d.reason_code = {reason_code:String})
    AND (d.recorded_at, d.dead_letter_id) > ({since:DateTime64(3, 'UTC')}, {after:String})
ORDER BY d.recorded_at, d.dead_letter_id
LIMIT {limit:UInt32}
