-- Which reports are asked for. `{{#name}}…{{/name}}` stands in the statement only when parameter `name` is given
-- (sql-template.ts). A report that ended in one of `exclude` by the cut-off is left out. Columns are named with their
-- table, because a select may give `ended_at` another meaning. `own` takes what belongs to a caller's units: what lies
-- in its wards, then or as they are today, and what its agencies were ever assigned.
true
        {{#exclude}}AND NOT (has({exclude:Array(String)}, report_state.ending) AND report_state.ended_at > {{never}} AND report_state.ended_at <= {as_of:DateTime64(3, 'UTC')}){{/exclude}}
        {{#field_group}}AND field_group = {field_group:String}{{/field_group}}
        {{#service_code}}AND service_code = {service_code:String}{{/service_code}}
        {{#channel}}AND channel = {channel:String}{{/channel}}
        {{#ward_code}}AND ward_code = {ward_code:String}{{/ward_code}}
        {{#own}}AND (has({own_wards:Array(String)}, toString(report_state.ward_code)) OR has({own_wards:Array(String)}, toString(report_state.ward_code_now)) OR hasAny(report_state.`assignments.agency`, {own_agencies:Array(String)})){{/own}}
