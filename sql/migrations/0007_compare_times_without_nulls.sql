-- What is asked of every row of a span is whether it had a due and kept it; comparing plain times costs half of
-- comparing nullable ones. `due_by` is due_at, and for what has none the end of what the type can hold.
ALTER TABLE report_state
    ADD COLUMN IF NOT EXISTS due_by DateTime64(3, 'UTC')
        MATERIALIZED ifNull(due_at, toDateTime64('2299-12-31 23:59:59.999', 3, 'UTC')) CODEC(Delta, LZ4);
ALTER TABLE report_state MATERIALIZE COLUMN due_by;
