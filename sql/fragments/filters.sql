-- Which reports are asked for; '' = all. A report that ended in one of `exclude` by the cut-off is left out.
received_at >= {from:DateTime64(3, 'UTC')}
        AND received_at < {to:DateTime64(3, 'UTC')}
        AND NOT (has({exclude:Array(String)}, ending) AND ifNull(finished_at <= {as_of:DateTime64(3, 'UTC')}, false))
        AND ({field_group:String} = '' OR field_group = {field_group:String})
        AND ({service_code:String} = '' OR service_code = {service_code:String})
        AND ({channel:String} = '' OR channel = {channel:String})
        AND ({ward_code:String} = '' OR ward_code = {ward_code:String})
