-- Entries of the audit log before `before`, newest first. Params: before (sequence), action ("" = all), limit.
SELECT
    {{audit_columns}}
FROM audit_log AS a
WHERE a.sequence < {before:UInt64}
    {{#action}}AND a.action = {action:String}{{/action}}
ORDER BY sequence DESC, hash
LIMIT {limit:UInt32}
