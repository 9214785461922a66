-- Which of the five outcomes of counts.sql an obligation has.
multiIf(
    NOT has_due, 'no_deadline',
    done AND ended_at <= due_by, 'handled_on_time',
    done, 'handled_late',
    due_by < {as_of:DateTime64(3, 'UTC')}, 'open_overdue',
    'open_in_time')
