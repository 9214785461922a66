-- When what is told of a report last changed, for readers who are told what happened by `as_of`: its end, or its last
-- event, which a later one hides.
if(
            ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')},
            ended_at,
            least(greatest(last_event_at, received_at), {as_of:DateTime64(3, 'UTC')})
        )
