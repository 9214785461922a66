-- The population of a period (docs/metrics.md §5); partitions and the sorting key prune by it.
received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
