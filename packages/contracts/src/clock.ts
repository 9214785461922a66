/** The time of day; what asks for it gets a clock handed in. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** The clock a whole city lives by: the world's, or a simulated one that was set to a moment. */
export interface CityClock extends Clock {
  readonly simulated: boolean;
  /** True when recorded events arrive again at their own times; only a simulated clock's. */
  readonly replay: boolean;
  /** City milliseconds that pass in one real millisecond: 1 for the world's clock, 0 while a simulated one stands. */
  readonly speed: number;
}
