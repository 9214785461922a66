-- Obligations one by one: each a report, or with agency or block an assignment, with the outcome that the counts of
-- figures give it (counts.sql). Pages are read behind the last row seen, so that what comes in between moves none.
-- `sort` is due, due_desc, received, received_desc or late; what has no due stands last.
-- Params: as_of; from, to (all time when left out); filters; outcomes, flag, unlocated, id_part, due_from, due_to
-- (each optional); sort; after_sort, after_received, after_id, after_due, after_ended with `after`; limit.
SELECT
    service_request_id,
    received_ms AS received_at,
    service_code,
    field_group,
    channel,
    ward_code,
    agency,
    due_ms AS due_at,
    ended_ms AS finished_at,
    ending,
    outcome,
    toBool(was_reopened) AS reopened,
    sort_by
FROM
(
    SELECT
        service_request_id,
        toUnixTimestamp64Milli(received_at) AS received_ms,
        service_code, field_group, channel, ward_code, agency, ending, was_reopened, flags, cell,
        if(has_due, toUnixTimestamp64Milli(due_by), NULL) AS due_ms,
        if(done, toUnixTimestamp64Milli(ended_at), NULL) AS ended_ms,
        {{outcome}} AS outcome,
        toInt64(multiIf(
            {sort:String} = 'received', received_ms,
            {sort:String} = 'received_desc', -received_ms,
            NOT has_due, 9000000000000000,
            {sort:String} = 'due', assumeNotNull(due_ms),
            {sort:String} = 'due_desc', -assumeNotNull(due_ms),
            assumeNotNull(due_ms) - if(done, assumeNotNull(ended_ms), toUnixTimestamp64Milli({as_of:DateTime64(3, 'UTC')}))
        )) AS sort_by
    FROM {{obligations}}
    WHERE {{in_list}}
)
{{#after}}WHERE (sort_by, received_ms, service_request_id, ifNull(due_ms, 0), ifNull(ended_ms, 0))
    > ({after_sort:Int64}, {after_received:Int64}, {after_id:String}, {after_due:Int64}, {after_ended:Int64}){{/after}}
ORDER BY sort_by, received_ms, service_request_id, ifNull(due_ms, 0), ifNull(ended_ms, 0)
LIMIT {limit:UInt32}
