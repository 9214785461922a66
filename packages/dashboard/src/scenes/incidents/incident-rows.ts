import type { FloodGroupRow, IncidentRow, Incidents, LiveReport, OpenReports } from "@toancanh/contracts";
import { nearestDue } from "../../data/merge-reports.ts";

/** Rows of two lines each that have room at the sizes of docs/wall.md "Text". */
const SHOWN_ROWS = 6;

/** One line of the list: an incident, a ward's reports of a family in a flood, or a single report. */
export type ShownRow =
  | { kind: "incident"; id: string; row: IncidentRow }
  | { kind: "group"; id: string; row: FloodGroupRow }
  | { kind: "single"; id: string; row: LiveReport };

/**
 * What the list may show, in its order: the groups of a flood; else active incidents, overdue ones first, and in rows
 * that are left single reports of no incident by their nearest due.
 */
export function rowsOf(incidents: Incidents, openReports: OpenReports | null, now: number): ShownRow[] {
  if (incidents.flood !== null) {
    return incidents.flood.groups.map((row) => ({ kind: "group", id: row.id, row }));
  }
  const active = incidents.rows
    .filter(({ state }) => state === "active")
    .slice(0, SHOWN_ROWS)
    .map((row): ShownRow => ({ kind: "incident", id: row.id, row }));
  const members = new Set(
    incidents.rows.flatMap(({ reports }) => reports.map((report) => report.service_request_id)),
  );
  const singles = nearestDue(openReports?.rows ?? [], now)
    .filter(({ due, service_request_id }) => due !== null && !members.has(service_request_id))
    // A heading stands above them, as high as a row.
    .slice(0, Math.max(0, SHOWN_ROWS - 1 - active.length))
    .map((row): ShownRow => ({ kind: "single", id: row.service_request_id, row }));
  return [...active, ...singles];
}

/**
 * Rows in an order that was shown before, with their figures of now: what ended stays until the list is made anew, and
 * what came takes a row only where one is left.
 *
 * @param order ids of the rows when the list was made
 * @param ended incidents that are over, with their last figures
 */
export function keepOrder(
  order: readonly string[],
  rows: readonly ShownRow[],
  ended: readonly IncidentRow[],
): ShownRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of ended) if (!byId.has(row.id)) byId.set(row.id, { kind: "incident", id: row.id, row });
  const kept = order.flatMap((id) => byId.get(id) ?? []);
  const others = rows.filter(({ id }) => !order.includes(id));
  const all = [...kept, ...others].slice(0, Math.max(order.length, rows.length));
  // Single reports stand under their heading, behind all others.
  return [...all.filter(({ kind }) => kind !== "single"), ...all.filter(({ kind }) => kind === "single")];
}
