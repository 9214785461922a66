import { PERIOD_KINDS, type Periods, type PeriodsQuery } from "@toancanh/contracts";
import { defaultPeriodKind } from "@toancanh/domain";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { hasPeriodKind, resolveScope, toPeriod } from "../../scope.ts";

/** The current period and a year of those before. */
const DEFAULT_LIMIT = 13;

/** Periods that a screen may offer, newest first: place n is what `offset=n` asks for. */
export async function readPeriods(
  source: FigureSource,
  { limit = DEFAULT_LIMIT, ...query }: PeriodsQuery,
  now: number,
): Promise<Periods> {
  const { rulebook } = source;
  return {
    ...stampAt(source, now),
    kinds: PERIOD_KINDS.filter((kind) => hasPeriodKind(rulebook, kind)),
    default_kind: defaultPeriodKind(rulebook),
    rows: Array.from({ length: limit }, (_, offset) => {
      const { kind, period } = resolveScope({ ...query, offset }, rulebook, now);
      return toPeriod(kind, period);
    }),
  };
}
