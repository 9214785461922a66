/**
 * Runs of every property test. Mutation testing runs them thousands of times over and sets FAST_CHECK_RUNS to less.
 */
export const PROPERTY_RUNS = Number(process.env.FAST_CHECK_RUNS ?? 10_000);
