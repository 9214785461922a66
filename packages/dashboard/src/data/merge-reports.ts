import type { LiveDelta, LiveReport, NewestReport, OpenReports } from "@toancanh/contracts";

/** Reports in time, and reports overdue, that a screen keeps: more than it ever shows, so that gaps fill by themselves. */
export const MAX_REPORTS = 300;

function isOpen(report: LiveReport): boolean {
  return report.ending === "open";
}

/** Takes one delta into the list of open reports; ended ones leave it. The order is {@link nearestDue}'s matter. */
export function mergeDelta(openReports: OpenReports, delta: LiveDelta): OpenReports {
  const byId = new Map(openReports.rows.map((report) => [report.service_request_id, report]));
  for (const report of delta.changed) {
    if (isOpen(report)) byId.set(report.service_request_id, report);
    else byId.delete(report.service_request_id);
  }
  const rows = [...byId.values()];
  const kept =
    rows.length > MAX_REPORTS
      ? [nearestDue, longestOverdue].flatMap((order) => order(rows, delta.as_of).slice(0, MAX_REPORTS))
      : rows;
  return {
    ...openReports,
    as_of: delta.as_of,
    latest_event_at: delta.latest_event_at,
    simulated: openReports.simulated || delta.simulated,
    open: delta.open.total,
    overdue: delta.open.overdue,
    newest: newestOf(openReports.newest, delta),
    rows: kept,
  };
}

/** A source's clock may be ahead of ours: what is not received yet at the cut-off waits, as in the API. */
function newestOf(known: NewestReport | null, { changed, as_of }: LiveDelta): NewestReport | null {
  let newest = known;
  for (const report of changed) {
    const at = Date.parse(report.requested_datetime);
    if (at <= Date.parse(as_of) && (newest === null || at >= Date.parse(newest.requested_datetime))) {
      newest = report;
    }
  }
  return newest;
}

/** The deltas of the last `keepMs`, so that an answer asked for before them does not take their changes back. */
export function createRecentDeltas(keepMs: number): {
  add(delta: LiveDelta): void;
  applyTo(openReports: OpenReports): OpenReports;
} {
  let deltas: LiveDelta[] = [];
  return {
    add(delta) {
      const since = Date.parse(delta.as_of) - keepMs;
      deltas = [...deltas.filter((one) => Date.parse(one.as_of) >= since), delta];
    },
    applyTo: (openReports) =>
      deltas
        .filter((delta) => Date.parse(delta.as_of) > Date.parse(openReports.as_of))
        .reduce(mergeDelta, openReports),
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

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareId(a: LiveReport, b: LiveReport): number {
  return a.service_request_id < b.service_request_id ? -1 : 1;
}
