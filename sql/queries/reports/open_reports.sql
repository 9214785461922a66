-- Open reports at the cut-off: those in time by nearest due, then the overdue by longest, then those without a due;
-- of each of the three kinds at most `limit`.
-- With agency or block: those it holds now. `clock_start` is where the clock of the stage that gives the report's
-- due began; `stage` the first one running. Params: as_of, limit; from, to (all time when left out); filters.
SELECT
    s.service_request_id AS service_request_id,
    toUnixTimestamp64Milli(s.received_at) AS received_at,
    toUnixTimestamp64Milli(s.last_event_at) AS last_event_at,
    s.service_code AS service_code,
    s.field_group AS field_group,
    s.channel AS channel,
    s.ward_code AS ward_code,
    s.lat AS lat,
    s.long AS long,
    arrayFilter((agency, ending) -> ending = 'open', s.`assignments.agency`, s.`assignments.ending`) AS agencies,
    arrayFirst((stage, done_at) -> done_at IS NULL, s.`stages.stage`, s.`stages.done_at`) AS stage,
    toUnixTimestamp64Milli(arrayLast(
        (start_at, due_at) -> ifNull(due_at = s.due_at, false),
        s.`stages.start_at`::Array(Nullable(DateTime64(3, 'UTC'))),
        s.`stages.due_at`
    )) AS clock_start,
    toUnixTimestamp64Milli(s.due_at) AS due_at,
    toUnixTimestamp64Milli(s.finished_at) AS finished_at,
    s.ending AS ending,
    s.reopen_count AS reopen_count
FROM
(
    SELECT *
    FROM report_state FINAL
    -- Found first by four columns: FINAL would read every column of every row.
    WHERE (received_at, service_request_id) IN
    (
        SELECT received_at, service_request_id
        FROM report_state FINAL
        WHERE {{filters}}
            AND {{in_period}}
            AND received_at <= {as_of:DateTime64(3, 'UTC')}
            AND NOT (ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')})
            {{#agency}}AND arrayExists((agency, ending) -> agency = {agency:String} AND ending = 'open', assignments.agency, assignments.ending){{/agency}}
            {{#block}}AND arrayExists((block, ending) -> block = {block:String} AND ending = 'open', assignments.block, assignments.ending){{/block}}
        ORDER BY
            multiIf(due_by = {{no_due}}, 2, due_by < {as_of:DateTime64(3, 'UTC')}, 1, 0),
            due_by,
            received_at,
            service_request_id
        LIMIT {limit:UInt32} BY multiIf(due_by = {{no_due}}, 2, due_by < {as_of:DateTime64(3, 'UTC')}, 1, 0)
    )
) AS s
ORDER BY
    multiIf(s.due_at IS NULL, 2, s.due_at < {as_of:DateTime64(3, 'UTC')}, 1, 0),
    s.due_at,
    s.received_at,
    s.service_request_id
