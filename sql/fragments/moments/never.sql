-- `ended_at` of what has not ended.
toDateTime64(0, 3, 'UTC')
