-- Which reports are asked for; a line that asks for nothing is left out of the statement (run-query.ts). A report
-- that ended in one of `exclude` by the cut-off is left out. Columns are named by table: a select may give
-- `ended_at` another meaning.
true
        AND (empty({exclude:Array(String)}) OR NOT (has({exclude:Array(String)}, report_state.ending) AND report_state.ended_at > {{never}} AND report_state.ended_at <= {as_of:DateTime64(3, 'UTC')}))
        AND ({field_group:String} = '' OR field_group = {field_group:String})
        AND ({service_code:String} = '' OR service_code = {service_code:String})
        AND ({channel:String} = '' OR channel = {channel:String})
        AND ({ward_code:String} = '' OR ward_code = {ward_code:String})
