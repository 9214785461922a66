-- True when the obligation is of the status asked for.
multiIf(
            {status:String} = 'received', true,
            {status:String} = 'open', NOT done,
            {status:String} = 'overdue', NOT done AND due_by < {as_of:DateTime64(3, 'UTC')},
            {{is_late}}
        )
