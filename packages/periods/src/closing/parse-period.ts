import {
  CLOSED_KINDS,
  type ClosedKind,
  defaultPeriodKind,
  type NamedPeriod,
  parsePeriodName,
  UnknownPeriodError,
} from "@toancanh/domain";
import type { PeriodCity } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";

/** The kind asked for, else the first that the profile has. @throws PeriodError for another */
export function parsePeriodKind(city: PeriodCity, text: string | undefined): ClosedKind {
  const asked = text ?? defaultPeriodKind(city.rulebook);
  const kind = CLOSED_KINDS.find((candidate) => candidate === asked);
  if (kind === undefined) {
    throw new PeriodError("usage", `a kind is ${CLOSED_KINDS.join(" or ")}, not "${asked}"`);
  }
  return kind;
}

/** The period of a name. @throws PeriodError when it names none, or the city has none of the kind */
export function parsePeriod(city: PeriodCity, kind: ClosedKind, text: string): NamedPeriod {
  try {
    const period = parsePeriodName(city.rulebook, kind, text);
    if (period !== null) return period;
  } catch (error) {
    if (!(error instanceof UnknownPeriodError)) throw error;
    const kinds = city.profile.periods.map((period) => period.kind).join(", ");
    throw new PeriodError("usage", `${error.message}: its kinds are ${kinds}`, { cause: error });
  }
  throw new PeriodError("usage", `no period "${text}": name it by the month in which it ends, like 2025-10`);
}
