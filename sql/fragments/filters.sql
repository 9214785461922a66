-- Which reports are asked for; '' = all. A report that ended in one of `exclude` by the cut-off is left out.
-- Columns are named by table: a select may give `finished_at` another meaning.
(
            empty({exclude:Array(String)})
            OR NOT has({exclude:Array(String)}, report_state.ending)
            OR ifNull(report_state.finished_at > {as_of:DateTime64(3, 'UTC')}, true)
        )
        AND ({field_group:String} = '' OR field_group = {field_group:String})
        AND ({service_code:String} = '' OR service_code = {service_code:String})
        AND ({channel:String} = '' OR channel = {channel:String})
        AND ({ward_code:String} = '' OR ward_code = {ward_code:String})
