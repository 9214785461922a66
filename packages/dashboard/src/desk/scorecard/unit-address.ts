import type { Language } from "@toancanh/words";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";

/** Filters of the list of reports for a unit as scorecards name it; a former district has none of its own. */
function unitFilter(unit: string): Record<string, string> | null {
  const [scope = "", id = ""] = unit.split(/:(.*)/s);
  if (unit === "city") return {};
  if (scope === "block") return { block: id };
  if (scope === "ward") return { ward: id };
  return scope === "district" ? null : { agency: unit };
}

/** Where the reports behind a figure of a card are listed; null where the list cannot be held to the unit. */
export function reportsOf(
  unit: string,
  period: string,
  parts: Record<string, string>,
  language: Language,
): string | null {
  const filter = unitFilter(unit);
  return filter === null ? null : deskHref(DESK_PAGES.open, { ...filter, period, ...parts }, language);
}
