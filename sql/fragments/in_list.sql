-- What a list of obligations takes beside the filters of its population.
{{in_period}}
        AND received_at <= {as_of:DateTime64(3, 'UTC')}
        {{#outcomes}}AND has({outcomes:Array(String)}, {{outcome}}){{/outcomes}}
        {{#open}}AND NOT done{{/open}}
        {{#flag}}AND has(flags, {flag:String}){{/flag}}
        {{#unlocated}}AND cell = 0{{/unlocated}}
        {{#id_part}}AND positionCaseInsensitiveUTF8(service_request_id, {id_part:String}) > 0{{/id_part}}
        {{#due_from}}AND due_by >= {due_from:DateTime64(3, 'UTC')}{{/due_from}}
        {{#due_to}}AND due_by < {due_to:DateTime64(3, 'UTC')}{{/due_to}}
        {{#reopened}}AND was_reopened{{/reopened}}
