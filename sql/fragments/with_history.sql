-- The period and the 8 weeks before it.
received_at >= {from:DateTime64(3, 'UTC')} - INTERVAL 56 DAY AND received_at < {to:DateTime64(3, 'UTC')}
