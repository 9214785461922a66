-- Reports that are open at the cut-off. They are found first, by few columns: FINAL would read every column of every
-- row.
(received_at, service_request_id) IN
(
    SELECT received_at, service_request_id
    FROM report_state FINAL
    WHERE {{filters}}
        AND received_at <= {as_of:DateTime64(3, 'UTC')}
        AND NOT (ended_at > {{never}} AND ended_at <= {as_of:DateTime64(3, 'UTC')})
)
