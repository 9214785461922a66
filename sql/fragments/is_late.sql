-- Handled after its due, or open past it.
due_by < if(done, ended_at, {as_of:DateTime64(3, 'UTC')})
