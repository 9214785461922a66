import type { Incidents, LiveDelta, LiveReport } from "@toancanh/contracts";

/** Reports a screen keeps in memory: more than it ever shows, so that gaps fill by themselves. */
export const MAX_REPORTS = 600;

function isOpen(report: LiveReport): boolean {
  return report.ending === "open";
}

/** Takes one delta into the list of open reports; ended ones leave it. The order is {@link nearestDue}'s matter. */
export function mergeDelta(incidents: Incidents, delta: LiveDelta): Incidents {
  const byId = new Map(incidents.rows.map((report) => [report.service_request_id, report]));
  for (const report of delta.changed) {
    if (isOpen(report)) byId.set(report.service_request_id, report);
    else byId.delete(report.service_request_id);
  }
  const rows = [...byId.values()];
  return {
    ...incidents,
    as_of: delta.as_of,
    latest_event_at: delta.latest_event_at,
    simulated: incidents.simulated || delta.simulated,
    open: delta.open.total,
    overdue: delta.open.overdue,
    rows:
      rows.length > MAX_REPORTS
        ? [...nearestDue(rows, delta.as_of), ...longestOverdue(rows, delta.as_of)].slice(0, MAX_REPORTS)
        : rows,
  };
}

const dueOf = (report: LiveReport): number =>
  report.due === null ? Number.POSITIVE_INFINITY : Date.parse(report.due);

/** Open reports still in time, the nearest due first; those without a due last. */
export function nearestDue(rows: readonly LiveReport[], now: number | string): LiveReport[] {
  const at = typeof now === "string" ? Date.parse(now) : now;
  return rows
    .filter((report) => isOpen(report) && dueOf(report) >= at)
    .sort((a, b) => compare(dueOf(a), dueOf(b)) || compareId(a, b));
}

/** Open reports past their due, the longest first. */
export function longestOverdue(rows: readonly LiveReport[], now: number | string): LiveReport[] {
  const at = typeof now === "string" ? Date.parse(now) : now;
  return rows
    .filter((report) => isOpen(report) && dueOf(report) < at)
    .sort((a, b) => compare(dueOf(a), dueOf(b)) || compareId(a, b));
}

/** The report received last, or null. */
export function newestReport(rows: readonly LiveReport[]): LiveReport | null {
  let newest: LiveReport | null = null;
  for (const report of rows) {
    if (newest === null || Date.parse(report.requested_datetime) > Date.parse(newest.requested_datetime)) {
      newest = report;
    }
  }
  return newest;
}

/** Share of the time between start of the clock and due that has passed, 0..1. */
export function timeUsed(report: LiveReport, now: number): number | null {
  if (report.due === null) return null;
  const due = Date.parse(report.due);
  const start = Date.parse(report.clock_start ?? report.requested_datetime);
  if (due <= start) return 1;
  return Math.min(1, Math.max(0, (now - start) / (due - start)));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareId(a: LiveReport, b: LiveReport): number {
  return a.service_request_id < b.service_request_id ? -1 : 1;
}
