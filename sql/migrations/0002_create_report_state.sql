-- One row per report with its stages and assignments as parallel arrays (docs/adr/0003): a report and what it
-- owes are written in one row, so nothing can be half there. The sorting key holds only what never changes.
-- Read with FINAL; `cell` is the H3 cell at resolution 10, 0 = unlocated.
CREATE TABLE IF NOT EXISTS report_state
(
    received_at DateTime64(3, 'UTC') CODEC(Delta, LZ4),
    service_request_id String,
    version UInt64,
    event_count UInt32,
    conflict_count UInt32,
    last_event_at DateTime64(3, 'UTC'),
    last_recorded_at DateTime64(3, 'UTC'),
    simulated Bool,
    channel LowCardinality(String),
    service_code LowCardinality(String),
    field_group LowCardinality(String),
    complexity LowCardinality(String),
    urgency UInt8,
    policy_id LowCardinality(String),
    lat Nullable(Float64),
    long Nullable(Float64),
    cell UInt64,
    ward_code LowCardinality(String),
    ward_code_now LowCardinality(String),
    ending LowCardinality(String),
    first_assigned_at Nullable(DateTime64(3, 'UTC')),
    finished_at Nullable(DateTime64(3, 'UTC')),
    due_at Nullable(DateTime64(3, 'UTC')),
    reopen_count UInt16,
    rating Nullable(UInt8),
    expected_datetime Nullable(DateTime64(3, 'UTC')),
    estimate_kept Nullable(Bool),
    handling_minutes Nullable(Float64),
    handling_working_minutes Nullable(Float64),
    returned_count UInt16,
    intake_minutes Float64,
    flags Array(LowCardinality(String)),
    stages Nested
    (
        stage LowCardinality(String),
        agency LowCardinality(String),
        turn UInt16,
        start_at DateTime64(3, 'UTC'),
        due_at Nullable(DateTime64(3, 'UTC')),
        done_at Nullable(DateTime64(3, 'UTC'))
    ),
    assignments Nested
    (
        agency LowCardinality(String),
        block LowCardinality(String),
        turn UInt16,
        assigned_at DateTime64(3, 'UTC'),
        accepted_at Nullable(DateTime64(3, 'UTC')),
        due_at Nullable(DateTime64(3, 'UTC')),
        finished_at Nullable(DateTime64(3, 'UTC')),
        ending LowCardinality(String),
        is_obligation Bool,
        reopened Bool,
        held_minutes Float64,
        late_share Float64
    ),
    INDEX by_id service_request_id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(received_at)
ORDER BY (received_at, service_request_id);
