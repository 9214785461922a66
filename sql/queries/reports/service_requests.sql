-- Reports as service requests of Open311 GeoReport v2, newest first, as far as they are told by `as_of`: what ended
-- later is open, and an agency that was assigned later is left out, as is one that returned it as not its own.
-- Params: as_of, from, to; services, ids, status ("open" or "closed"), updated_from with updated_to (each optional);
-- limit, offset.
SELECT
    service_request_id,
    received_ms AS received_at,
    service_code,
    simulated,
    lat,
    long,
    agencies,
    if(has_due, due_ms, NULL) AS due_at,
    if(done, ended_ms, NULL) AS finished_at,
    updated_at
FROM
(
    SELECT
        service_request_id,
        toUnixTimestamp64Milli(received_at) AS received_ms,
        service_code,
        simulated,
        lat,
        long,
        arrayDistinct(arrayFilter(
            (agency, assigned_at, counts) -> counts AND assigned_at <= {as_of:DateTime64(3, 'UTC')},
            assignments.agency,
            assignments.assigned_at,
            assignments.is_obligation
        )) AS agencies,
        due_by < {{no_due}} AS has_due,
        toUnixTimestamp64Milli(due_by) AS due_ms,
        ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')} AS done,
        toUnixTimestamp64Milli(ended_at) AS ended_ms,
        if(done, ended_ms, toUnixTimestamp64Milli(least(greatest(last_event_at, received_at), {as_of:DateTime64(3, 'UTC')})))
            AS updated_at
    FROM report_state FINAL
    -- Found first by few columns: FINAL would read every column of every row.
    WHERE (received_at, service_request_id) IN
    (
        SELECT received_at, service_request_id
        FROM
        (
            SELECT
                received_at,
                service_request_id,
                ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')} AS done
                {{#updated_from}},
                -- As above: a later event hides what the one before it changed.
                if(done, ended_at, least(greatest(last_event_at, received_at), {as_of:DateTime64(3, 'UTC')})) AS told_at{{/updated_from}}
            FROM report_state FINAL
            WHERE {{in_period}}
                AND received_at <= {as_of:DateTime64(3, 'UTC')}
                {{#services}}AND has({services:Array(String)}, service_code){{/services}}
                {{#ids}}AND has({ids:Array(String)}, service_request_id){{/ids}}
        )
        WHERE true
            {{#status}}AND ({status:String} = 'closed') = done{{/status}}
            {{#updated_from}}AND told_at >= {updated_from:DateTime64(3, 'UTC')} AND told_at < {updated_to:DateTime64(3, 'UTC')}{{/updated_from}}
        ORDER BY received_at DESC, service_request_id DESC
        LIMIT {offset:UInt32}, {limit:UInt32}
    )
)
ORDER BY received_ms DESC, service_request_id DESC
