import type { IncidentFamily } from "@toancanh/contracts";
import { groupBy } from "../figures/group-by.ts";
import { byFrequency, type Incident, type IncidentReport } from "./find-incidents.ts";

const MINUTE_MS = 60_000;
/** So many reports of incidents in so long are a flood (docs/wall.md "Alarms"). */
const FLOOD_REPORTS = 10;
const FLOOD_MS = 10 * MINUTE_MS;
/** A flood is over when for so long nothing of the kind came again: it does not flicker. */
const FLOOD_END_MS = 30 * MINUTE_MS;
/** What a flood has brought is what is open and came within so long. */
const FLOOD_WINDOW_MS = 6 * 60 * MINUTE_MS;

/** Open reports of one family in one ward during a flood. Instants are epoch ms. */
export interface FloodGroup<R extends IncidentReport = IncidentReport> {
  /** Family and ward. */
  id: string;
  family: IncidentFamily;
  ward_code: string;
  reports: readonly R[];
  overdue: number;
  due_at: number | null;
  agencies: string[];
}

/**
 * Since when the city is in a flood: the first moment with ten reports of incidents in the ten minutes before it, of
 * the stretch that still lasts. Null in quieter times.
 */
export function floodSince(incidents: readonly Incident[], now: number): number | null {
  const times = incidents
    .flatMap(({ reports }) => reports.map((report) => report.received_at))
    .filter((at) => at <= now)
    .sort((a, b) => a - b);
  let since: number | null = null;
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, at] of times.entries()) {
    const tenth = times[index - FLOOD_REPORTS + 1];
    if (tenth === undefined || at - tenth > FLOOD_MS) continue;
    if (at - last > FLOOD_END_MS) since = at;
    last = at;
  }
  return now - last <= FLOOD_END_MS ? since : null;
}

/** What is open of the families, by family and ward: the most reports first, then by id. Without a ward: ward "". */
export function groupFlood<R extends IncidentReport>(
  reports: readonly R[],
  families: readonly IncidentFamily[],
  now: number,
): FloodGroup<R>[] {
  const familyOf = new Map(families.flatMap((one) => one.service_codes.map((code) => [code, one] as const)));
  const recent = reports.flatMap((report) => {
    const family = familyOf.get(report.service_code);
    const counts = report.finished_at === null && now - report.received_at <= FLOOD_WINDOW_MS;
    return family === undefined || !counts ? [] : [{ family, report }];
  });
  return [...groupBy(recent, ({ family, report }) => `${family.id}:${report.ward_code}`)]
    .flatMap(([id, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const dues = members.flatMap(({ report: { due_at } }) => (due_at === null ? [] : [due_at]));
      return [
        {
          id,
          family: first.family,
          ward_code: first.report.ward_code,
          reports: members.map(({ report }) => report),
          overdue: dues.filter((due) => due < now).length,
          due_at: dues.length === 0 ? null : Math.min(...dues),
          agencies: byFrequency(members.flatMap(({ report }) => report.agencies)),
        },
      ];
    })
    .sort((a, b) => b.reports.length - a.reports.length || (a.id < b.id ? -1 : 1));
}
