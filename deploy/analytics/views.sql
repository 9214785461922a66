-- What Grafana and Superset may read: views over the product's tables, and a user who can read nothing else. Run once on
-- the ClickHouse server as an administrator, and again after an upgrade:
--   clickhouse-client --multiquery < deploy/analytics/views.sql
-- Recipes: docs/analytics.md. Times are UTC; nobody's name, number or text is in them, since none is ever stored.
CREATE DATABASE IF NOT EXISTS toancanh_views;

-- One row a report as things stand now. `outcome` as in docs/metrics.md §5.
CREATE OR REPLACE VIEW toancanh_views.reports DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    service_request_id,
    received_at,
    channel,
    service_code,
    field_group,
    ward_code,
    ending,
    finished_at,
    due_at,
    multiIf(
        due_at IS NULL, 'no_deadline',
        finished_at IS NOT NULL AND finished_at <= due_at, 'handled_on_time',
        finished_at IS NOT NULL, 'handled_late',
        due_at < now64(3), 'open_overdue',
        'open_in_time') AS outcome,
    handling_minutes,
    handling_working_minutes,
    reopen_count,
    rating,
    lat,
    long,
    simulated
FROM toancanh.report_state FINAL;

-- One row a turn of an agency that counts: what was returned as not theirs does not (docs/metrics.md §4).
CREATE OR REPLACE VIEW toancanh_views.assignments DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    service_request_id,
    received_at,
    service_code,
    ward_code,
    a.1 AS agency,
    a.2 AS block,
    a.3 AS assigned_at,
    a.4 AS due_at,
    a.5 AS finished_at,
    a.6 AS ending,
    a.8 AS held_minutes,
    multiIf(
        a.4 IS NULL, 'no_deadline',
        a.5 IS NOT NULL AND a.5 <= a.4, 'handled_on_time',
        a.5 IS NOT NULL, 'handled_late',
        a.4 < now64(3), 'open_overdue',
        'open_in_time') AS outcome,
    simulated
FROM toancanh.report_state FINAL
ARRAY JOIN arrayZip(
    assignments.agency, assignments.block, assignments.assigned_at, assignments.due_at, assignments.finished_at,
    assignments.ending, assignments.is_obligation, assignments.held_minutes) AS a
WHERE a.7;

-- Reports a day of receipt, by what a chart is usually split by.
CREATE OR REPLACE VIEW toancanh_views.daily DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    toDate(received_at) AS day,
    field_group,
    ward_code,
    channel,
    count() AS received,
    countIf(outcome = 'handled_on_time') AS handled_on_time,
    countIf(outcome = 'handled_late') AS handled_late,
    countIf(outcome = 'open_overdue') AS open_overdue,
    countIf(outcome = 'open_in_time') AS open_in_time
FROM toancanh_views.reports
GROUP BY day, field_group, ward_code, channel;

-- Choose a password of your own. The views read with the rights of whom they were made by, so that the reader needs none
-- on the tables below.
CREATE USER IF NOT EXISTS toancanh_reader IDENTIFIED WITH sha256_password BY 'change-me'
    SETTINGS readonly = 2, max_execution_time = 30, max_memory_usage = 2000000000;
GRANT SELECT ON toancanh_views.* TO toancanh_reader;
