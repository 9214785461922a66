-- Waiting dead letters with their bytes (base64), oldest first, for replay: never behind a public route.
-- Params: ids (empty = all), reason_code ("" = all), after (dead_letter_id to continue behind, with its recorded_at as since), since, limit.
SELECT
    {{dead_letter_columns}},
    d.raw AS raw
FROM dead_letters AS d FINAL
WHERE d.replayed_at IS NULL
    {{#ids}}AND d.dead_letter_id IN {ids:Array(String)}{{/ids}}
    {{#reason_code}}AND d.reason_code = {reason_code:String}{{/reason_code}}
    AND (d.recorded_at, d.dead_letter_id) > ({since:DateTime64(3, 'UTC')}, {after:String})
ORDER BY d.recorded_at, d.dead_letter_id
LIMIT {limit:UInt32}
