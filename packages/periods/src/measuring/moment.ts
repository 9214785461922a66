/** What stands at a moment, as far as it was known at another. Epoch milliseconds. */
export interface Moment {
  asOf: number;
  /** Infinity for all there is. */
  knownAt: number;
}
