-- Located reports of some categories, open and ended ones, in order of receipt: what incidents are found among.
-- `merged_into` is the report that an operator merged it into, "" for none; `rate_cell` its cell of resolution
-- `resolution`. Params: as_of, from, to, resolution, service_codes; filters.
SELECT
    s.service_request_id AS service_request_id,
    toUnixTimestamp64Milli(s.received_at) AS received_at,
    s.service_code AS service_code,
    s.ward_code AS ward_code,
    assumeNotNull(s.lat) AS lat,
    assumeNotNull(s.long) AS long,
    h3ToString(s.cell) AS cell,
    h3ToString(s.rate_cell) AS rate_cell,
    s.agencies AS agencies,
    s.due_at AS due_at,
    s.finished_at AS finished_at,
    m.duplicate_of AS merged_into
FROM
(
    WITH {resolution:UInt8} AS resolution
    SELECT
        service_request_id, received_at, service_code, ward_code, lat, long, cell,
        {{parent_cell}} AS rate_cell,
        arrayFilter((agency, ending) -> ending = 'open', `assignments.agency`, `assignments.ending`) AS agencies,
        if(due_by < {{no_due}}, toUnixTimestamp64Milli(due_by), NULL) AS due_at,
        if(ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')}, toUnixTimestamp64Milli(ended_at), NULL) AS finished_at
    FROM report_state FINAL
    WHERE {{filters}}
        AND {{in_period}}
        AND received_at <= {as_of:DateTime64(3, 'UTC')}
        AND cell != 0
        AND lat IS NOT NULL
        AND long IS NOT NULL
        AND has({service_codes:Array(String)}, toString(service_code))
) AS s
LEFT JOIN
(
    SELECT service_request_id, argMax(JSONExtractString(data, 'duplicate_of'), (time, id)) AS duplicate_of
    FROM report_events
    WHERE {{in_period}} AND kind = 'merged' AND time <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY service_request_id
) AS m ON m.service_request_id = s.service_request_id
ORDER BY s.received_at, s.service_request_id
