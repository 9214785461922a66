import type { KnownPeriod } from "./closing/period-states.ts";
import type { Moment } from "./measuring/moment.ts";
import { PeriodError } from "./period-error.ts";

/**
 * At which moment a period is judged: a closed one as it was closed, another by what there is now, unless another
 * moment is asked for. Epoch milliseconds.
 * @throws PeriodError for a period that has not begun
 */
export function judgedAt(
  { period, latest }: KnownPeriod,
  asked: { asOf: number | null; knownAt: number | null },
  now: number,
): Moment {
  const { asOf, knownAt } = asked;
  if (asOf === null && now < period.from) {
    throw new PeriodError(
      "conflict",
      `period ${period.period} has not begun: it begins at ${new Date(period.from).toISOString()}`,
    );
  }
  return {
    asOf: asOf ?? latest?.cut_off ?? Math.min(now, period.to),
    knownAt: knownAt ?? (asOf === null ? latest?.known_at : undefined) ?? Number.POSITIVE_INFINITY,
  };
}
