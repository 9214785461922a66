import { DateTime } from "luxon";
import { type PeriodSettings, type PeriodSpan, periodContaining } from "./periods.ts";

/** Kinds that are closed: of the others nothing is published. */
export const CLOSED_KINDS = ["official", "calendar"] as const;
export type ClosedKind = (typeof CLOSED_KINDS)[number];

/** A period by its name: the month in which it ends, or for a calendar month that month itself. */
export interface NamedPeriod extends PeriodSpan {
  kind: ClosedKind;
  /** "2025-10". */
  period: string;
}

const NAME = /^(\d{4})-(0[1-9]|1[0-2])$/;

/**
 * The period of a name: official `2025-10` runs from 25 September to 25 October, 12:00 local (docs/metrics.md §6).
 * Null when the text names no month of a year from 2000 to 2099. Throws UnknownPeriodError where the profile has none
 * of the kind.
 */
export function parsePeriodName(
  settings: PeriodSettings,
  kind: ClosedKind,
  text: string,
): NamedPeriod | null {
  const [, year, month] = NAME.exec(text) ?? [];
  if (year === undefined || month === undefined || !year.startsWith("20")) return null;
  const inMonth = DateTime.fromObject(
    { year: Number(year), month: Number(month), day: 15 },
    { zone: settings.timeZone },
  );
  // The period that holds the month's middle ends in it or in the next month, by the profile's day.
  for (const offset of [1, 0, -1]) {
    const found = namePeriod(settings, periodContaining(settings, kind, inMonth.toMillis(), offset));
    if (found.period === text) return found;
  }
  return null;
}

/** The period of a kind that holds an instant, `offset` periods back. */
export function namedPeriodContaining(
  settings: PeriodSettings,
  kind: ClosedKind,
  at: number,
  offset = 0,
): NamedPeriod {
  return namePeriod(settings, periodContaining(settings, kind, at, offset));
}

/** The `count` periods before one, the nearest first. */
export function periodsBefore(settings: PeriodSettings, period: NamedPeriod, count: number): NamedPeriod[] {
  return Array.from({ length: count }, (_, index) =>
    namedPeriodContaining(settings, period.kind, period.from, index + 1),
  );
}

/** A period that ends with a month's last instant is of that month: its end is exclusive. */
function namePeriod({ timeZone }: PeriodSettings, { kind, from, to }: PeriodSpan): NamedPeriod {
  const last = DateTime.fromMillis(to - 1, { zone: timeZone });
  return { kind: kind === "official" ? "official" : "calendar", period: last.toFormat("yyyy-MM"), from, to };
}
