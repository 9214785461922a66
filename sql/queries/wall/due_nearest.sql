-- What is owed and not overdue, nearest due first. Params: as_of, limit; own.
SELECT
    service_request_id,
    toUnixTimestamp64Milli(received_at) AS received_ms,
    service_code,
    ward_code,
    agency,
    toUnixTimestamp64Milli(due_by) AS due_at
FROM {{open_obligations}}
WHERE due_by >= {as_of:DateTime64(3, 'UTC')}
ORDER BY due_by, received_at, service_request_id, agency
LIMIT {limit:UInt32}
