-- `due_by` of what has no due: the end of what the type can hold.
toDateTime64('2299-12-31 23:59:59.999', 3, 'UTC')
