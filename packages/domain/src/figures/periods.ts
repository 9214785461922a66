import type { PeriodKind, ProfileFile } from "@toancanh/contracts";
import { DateTime } from "luxon";

/** A reporting period `[from, to)` in epoch milliseconds. */
export interface PeriodSpan {
  kind: PeriodKind;
  from: number;
  to: number;
}

/** Kinds that follow from an instant; `custom` is given by its ends. */
export type RecurringPeriodKind = Exclude<PeriodKind, "custom">;

/** The parts of a profile (or of a rulebook) that periods rest on. */
export interface PeriodSettings {
  timeZone: string;
  periods: ProfileFile["periods"];
}

/** The profile has no period of the kind asked for. */
export class UnknownPeriodError extends Error {
  readonly code = "unknown_period";

  constructor(kind: string) {
    super(`The profile defines no period "${kind}"`);
    this.name = "UnknownPeriodError";
  }
}

/** The kind a figure is of when none is asked for: the first the profile lists. */
export function defaultPeriodKind(settings: PeriodSettings): RecurringPeriodKind {
  return settings.periods[0]?.kind ?? "calendar";
}

/**
 * The period of a kind that contains an instant, `offset` periods back (0 = that one). Boundaries are local
 * wall times, so a period with a change of daylight saving is an hour shorter or longer.
 * `official` begins on the profile's day and time of the month (the 25th, 12:00, say);
 * `last_7_days` are the local day of the instant and the six before it. Throws {@link UnknownPeriodError}.
 */
export function periodContaining(
  settings: PeriodSettings,
  kind: RecurringPeriodKind,
  atMs: number,
  offset = 0,
): PeriodSpan {
  const local = DateTime.fromMillis(atMs, { zone: settings.timeZone });
  switch (kind) {
    case "official":
    case "calendar":
      return monthlyPeriod(settings, kind, local, offset);
    case "quarter":
      return span(kind, local.startOf("quarter").minus({ quarters: offset }), { quarters: 1 });
    case "year":
      return span(kind, local.startOf("year").minus({ years: offset }), { years: 1 });
    case "day":
      return span(kind, local.startOf("day").minus({ days: offset }), { days: 1 });
    case "last_7_days":
      return span(kind, local.startOf("day").minus({ days: 6 + 7 * offset }), { days: 7 });
  }
}

/** The same local time of day, so many local days before an instant: a change of daylight saving shifts nothing. */
export function localDaysBefore(
  { timeZone }: Pick<PeriodSettings, "timeZone">,
  atMs: number,
  days: number,
): number {
  return DateTime.fromMillis(atMs, { zone: timeZone }).minus({ days }).toMillis();
}

function monthlyPeriod(
  settings: PeriodSettings,
  kind: "official" | "calendar",
  local: DateTime,
  offset: number,
): PeriodSpan {
  const setting = settings.periods.find((period) => period.kind === kind);
  if (setting === undefined && kind === "official") throw new UnknownPeriodError(kind);
  const { day, time } = setting ?? { day: 1, time: "00:00" };
  const [hour, minute] = time.split(":").map(Number);
  const inMonth = (months: number) =>
    local
      .startOf("month")
      .plus({ months })
      .set({ day, hour: hour ?? 0, minute: minute ?? 0 });
  const back = (inMonth(0) > local ? 1 : 0) + offset;
  return { kind, from: inMonth(-back).toMillis(), to: inMonth(1 - back).toMillis() };
}

function span(
  kind: RecurringPeriodKind,
  from: DateTime,
  length: { years?: number; quarters?: number; days?: number },
): PeriodSpan {
  return { kind, from: from.toMillis(), to: from.plus(length).toMillis() };
}
