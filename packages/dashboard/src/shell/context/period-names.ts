import type { Period, Periods } from "@toancanh/contracts";
import type { DeskPeriod } from "./desk-context.ts";

/**
 * The month a period is called by: an official one by the month it ends in, any other by the month it begins in.
 *
 * @returns YYYY-MM in the city's time zone
 */
function periodMonth({ kind, from, to }: Period, timeZone: string): string {
  const at = new Date(kind === "official" ? to : from);
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}`;
}

/** As a reader is told: 11/2026. */
export function monthText(id: string): string {
  const [year = "", month = ""] = id.split("-");
  return `${month}/${year}`;
}

/** Periods to choose from, newest first. */
export function toDeskPeriods({ rows }: Pick<Periods, "rows">, timeZone: string): DeskPeriod[] {
  return rows.map((row, offset) => ({ ...row, offset, id: periodMonth(row, timeZone) }));
}

/** The period of an address, or else the one that runs. */
export function choosePeriod(periods: readonly DeskPeriod[], id: string | null): DeskPeriod | null {
  return periods.find((one) => one.id === id) ?? periods[0] ?? null;
}
