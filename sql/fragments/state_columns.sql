-- ReportState of the contracts, field for field, from a row `s`.
s.service_request_id AS service_request_id,
    toUnixTimestamp64Milli(s.received_at) AS received_at,
    s.version AS version,
    s.event_count AS event_count,
    s.conflict_count AS conflict_count,
    toUnixTimestamp64Milli(s.last_event_at) AS last_event_at,
    toUnixTimestamp64Milli(s.last_recorded_at) AS last_recorded_at,
    s.simulated AS simulated,
    s.channel AS channel,
    s.service_code AS service_code,
    s.field_group AS field_group,
    s.complexity AS complexity,
    s.urgency AS urgency,
    s.policy_id AS policy_id,
    s.lat AS lat,
    s.long AS long,
    if(s.cell = 0, '', h3ToString(s.cell)) AS cell,
    s.ward_code AS ward_code,
    s.ward_code_now AS ward_code_now,
    s.ending AS ending,
    toUnixTimestamp64Milli(s.first_assigned_at) AS first_assigned_at,
    toUnixTimestamp64Milli(s.finished_at) AS finished_at,
    toUnixTimestamp64Milli(s.due_at) AS due_at,
    s.reopen_count AS reopen_count,
    s.rating AS rating,
    toUnixTimestamp64Milli(s.expected_datetime) AS expected_datetime,
    s.estimate_kept AS estimate_kept,
    s.handling_minutes AS handling_minutes,
    s.handling_working_minutes AS handling_working_minutes,
    s.returned_count AS returned_count,
    s.intake_minutes AS intake_minutes,
    s.flags AS flags,
    CAST(
        arrayMap(
            (stage, agency, turn, start_at, due_at, done_at) -> (
                stage,
                agency,
                turn,
                toUnixTimestamp64Milli(start_at),
                toUnixTimestamp64Milli(due_at),
                toUnixTimestamp64Milli(done_at)
            ),
            s.`stages.stage`, s.`stages.agency`, s.`stages.turn`, s.`stages.start_at`, s.`stages.due_at`, s.`stages.done_at`
        ),
        'Array(Tuple(stage String, agency String, turn UInt16, start_at Int64, due_at Nullable(Int64), done_at Nullable(Int64)))'
    ) AS stages,
    CAST(
        arrayMap(
            (agency, turn, assigned_at, accepted_at, due_at, finished_at, ending, is_obligation, reopened, held, share) -> (
                agency,
                turn,
                toUnixTimestamp64Milli(assigned_at),
                toUnixTimestamp64Milli(accepted_at),
                toUnixTimestamp64Milli(due_at),
                toUnixTimestamp64Milli(finished_at),
                ending,
                is_obligation,
                reopened,
                held,
                share
            ),
            s.`assignments.agency`, s.`assignments.turn`, s.`assignments.assigned_at`, s.`assignments.accepted_at`,
            s.`assignments.due_at`, s.`assignments.finished_at`, s.`assignments.ending`,
            s.`assignments.is_obligation`, s.`assignments.reopened`, s.`assignments.held_minutes`,
            s.`assignments.late_share`
        ),
        'Array(Tuple(agency String, turn UInt16, assigned_at Int64, accepted_at Nullable(Int64), due_at Nullable(Int64), finished_at Nullable(Int64), ending String, is_obligation Bool, reopened Bool, held_minutes Float64, late_share Float64))'
    ) AS assignments
