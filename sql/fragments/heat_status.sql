-- Is it of the status asked for? Late = handled late or open past its due.
multiIf(
            {status:String} = 'received', true,
            {status:String} = 'open', NOT done,
            {status:String} = 'overdue', ifNull(NOT done AND due_at < {as_of:DateTime64(3, 'UTC')}, false),
            ifNull(due_at < if(done, finished_at, {as_of:DateTime64(3, 'UTC')}), false)
        )
