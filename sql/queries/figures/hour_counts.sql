-- Received by category and local hour of the day, and when the first of each was received.
-- Params: as_of, from, to, time_zone; filters.
SELECT
    service_code,
    toUInt8(toHour(toDateTime(received_at, {time_zone:String}))) AS hour,
    count() AS count,
    toUnixTimestamp64Milli(min(received_at)) AS first_at
FROM {{obligations}}
WHERE {{in_period}}
GROUP BY service_code, hour
ORDER BY service_code, hour
