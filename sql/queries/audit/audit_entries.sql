-- Entries of the audit log behind `after`, in the order they were made. Params: after (sequence; 0 = all), limit.
SELECT
    {{audit_columns}}
FROM audit_log AS a
WHERE a.sequence > {after:UInt64}
ORDER BY sequence, hash
LIMIT {limit:UInt32}
