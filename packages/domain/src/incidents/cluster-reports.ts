import type { IncidentFamily } from "@toancanh/contracts";
import { metresBetween, type Place } from "./distance.ts";

/** What clustering needs of a report with a place. */
export interface PlacedReport extends Place {
  service_request_id: string;
  /** Epoch ms. */
  received_at: number;
  service_code: string;
  /** Id of the report that an operator merged it into; "" for none. */
  merged_into: string;
}

/** Reports of one family near the first of them. */
export interface ReportGroup<R extends PlacedReport> {
  family: ClusteredFamily;
  /** The first report: the group's place and time, which never move. */
  anchor: R;
  /** The anchor first, then in order of receipt. */
  reports: R[];
}

/** A family whose reports can be of one happening. */
export type ClusteredFamily = IncidentFamily & { nearby: NonNullable<IncidentFamily["nearby"]> };

const MINUTE_MS = 60_000;

/** In order of receipt; ids decide where two came at the same millisecond, so that the order is always the same. */
function byReceipt(a: PlacedReport, b: PlacedReport): number {
  return a.received_at - b.received_at || (a.service_request_id < b.service_request_id ? -1 : 1);
}

/**
 * Leader clustering (docs/metrics.md §10). In order of receipt each report joins the nearest group of its family whose
 * first report lies within the family's radius and time; else it begins a group. What an operator merged belongs to the
 * group of the report it was merged into, wherever it lies. The same for any order of `reports`.
 *
 * @returns groups in order of their first reports; reports of families without radius are in none
 */
export function clusterReports<R extends PlacedReport>(
  reports: readonly R[],
  families: readonly IncidentFamily[],
): ReportGroup<R>[] {
  const familyOf = new Map<string, ClusteredFamily>();
  for (const family of families) {
    if (!hasNearby(family)) continue;
    for (const code of family.service_codes) familyOf.set(code, family);
  }
  const ordered = reports.filter((report) => familyOf.has(report.service_code)).sort(byReceipt);
  const rootOf = followMerges(ordered);
  const groups: ReportGroup<R>[] = [];
  const groupOf = new Map<R, ReportGroup<R>>();
  const open = new Map<ClusteredFamily, ReportGroup<R>[]>();

  for (const report of ordered) {
    const family = familyOf.get(report.service_code);
    if (family === undefined || rootOf.get(report) !== report) continue;
    const since = report.received_at - family.nearby.minutes * MINUTE_MS;
    const near = (open.get(family) ?? []).filter((group) => group.anchor.received_at >= since);
    let group = nearestGroup(near, report, family.nearby.radius_m);
    if (group === null) {
      group = { family, anchor: report, reports: [] };
      groups.push(group);
      near.push(group);
    }
    open.set(family, near);
    group.reports.push(report);
    groupOf.set(report, group);
  }
  for (const report of ordered) {
    const root = rootOf.get(report);
    if (root !== undefined && root !== report) groupOf.get(root)?.reports.push(report);
  }
  for (const group of groups) {
    const [anchor, ...others] = group.reports;
    if (anchor !== undefined) group.reports = [anchor, ...others.sort(byReceipt)];
  }
  return groups;
}

function hasNearby(family: IncidentFamily): family is ClusteredFamily {
  return family.nearby !== null;
}

function nearestGroup<R extends PlacedReport>(
  groups: readonly ReportGroup<R>[],
  report: R,
  radius: number,
): ReportGroup<R> | null {
  let nearest: ReportGroup<R> | null = null;
  let least = radius;
  for (const group of groups) {
    const metres = metresBetween(group.anchor, report);
    // Of two at the same distance the earlier one.
    if (metres > least || (metres === least && nearest !== null)) continue;
    nearest = group;
    least = metres;
  }
  return nearest;
}

/** The report at the end of each one's merges: itself where it was not merged into one of those at hand. */
function followMerges<R extends PlacedReport>(ordered: readonly R[]): Map<R, R> {
  const byId = new Map(ordered.map((report) => [report.service_request_id, report]));
  const roots = new Map<R, R>();
  for (const report of ordered) {
    const passed = new Set<R>();
    let at = report;
    while (!passed.has(at)) {
      passed.add(at);
      at = byId.get(at.merged_into) ?? at;
    }
    // Merged in a circle: none of them is the last one, the first received stands for all.
    const isEnd = byId.get(at.merged_into) === undefined || at.merged_into === at.service_request_id;
    roots.set(report, isEnd ? at : firstOfCircle(at, byId));
  }
  return roots;
}

function firstOfCircle<R extends PlacedReport>(start: R, byId: ReadonlyMap<string, R>): R {
  let first = start;
  for (
    let at = byId.get(start.merged_into);
    at !== undefined && at !== start;
    at = byId.get(at.merged_into)
  ) {
    if (byReceipt(at, first) < 0) first = at;
  }
  return first;
}
