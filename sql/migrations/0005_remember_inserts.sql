-- An insert whose answer was lost is sent again, byte for byte and with the same token: within this window the
-- table recognises it. Beyond the window, and after a crash, events are idempotent by their id.
ALTER TABLE report_events MODIFY SETTING non_replicated_deduplication_window = 1000;
-- Set once the letter has been replayed: it then no longer counts as waiting.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS replayed_at Nullable(DateTime64(3, 'UTC'));
