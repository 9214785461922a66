import type { IncidentFamily } from "@toancanh/contracts";
import { chanceOfAtLeast } from "./chance.ts";
import { clusterReports, type PlacedReport, type ReportGroup } from "./cluster-reports.ts";
import { metresBetween, type Place } from "./distance.ts";
import type { ExpectMore } from "./local-rates.ts";

/** What an incident tells of each of its reports. Instants are epoch ms. */
export interface IncidentReport extends PlacedReport {
  /** Of the resolution that rates are known at. */
  rate_cell: string;
  /** As stored, resolution 10. */
  cell: string;
  ward_code: string;
  /** Agencies that hold it now. */
  agencies: readonly string[];
  due_at: number | null;
  /** Null while it is open. */
  finished_at: number | null;
}

/** One happening that several reports tell of (docs/metrics.md §10). */
export interface Incident<R extends IncidentReport = IncidentReport> {
  /** Family and first report: the same as long as these are known. */
  id: string;
  family: IncidentFamily;
  reports: readonly R[];
  open: number;
  /** Open past their due. */
  overdue: number;
  /** The nearest due of those open, past ones included; null when none has any. */
  due_at: number | null;
  first_at: number;
  last_at: number;
  /** When it had so many reports that chance no longer explained them. */
  found_at: number;
  /** When its last open report ended; null while any is open. */
  ended_at: number | null;
  is_new: boolean;
  /** Of so many reports by chance, at its anchor's place and hour. */
  chance: number;
  /** Most frequent first, then by code. */
  ward_codes: string[];
  service_codes: string[];
  /** Of the open reports; of all when none is open. */
  agencies: string[];
  cells: string[];
  centre: Place;
  /** From the centre to the farthest report, metres. */
  radius_m: number;
  /** Between the two reports farthest from one another, metres. */
  extent_m: number;
}

/** Fewer reports are no happening that several tell of. */
const LEAST_REPORTS = 2;
/** So many reports are an incident when chance would bring them less often. */
const LARGEST_CHANCE = 0.001;
/** An incident is marked as new for so long. */
const NEW_MS = 10 * 60_000;

/**
 * The incidents among reports, as of `now` (epoch ms): overdue first, then by nearest due, those that ended last.
 * The same for any order of `reports`. Every report keeps its own due: an incident names the nearest.
 */
export function findIncidents<R extends IncidentReport>(
  reports: readonly R[],
  families: readonly IncidentFamily[],
  expectMore: ExpectMore,
  now: number,
): Incident<R>[] {
  return clusterReports(reports, families)
    .flatMap((group) => {
      const incident = toIncident(group, expectMore, now);
      return incident === null ? [] : [incident];
    })
    .sort(byUrgency);
}

function toIncident<R extends IncidentReport>(
  group: ReportGroup<R>,
  expectMore: ExpectMore,
  now: number,
): Incident<R> | null {
  const { family, anchor, reports } = group;
  if (reports.length < LEAST_REPORTS) return null;
  const expected = expectMore(family, anchor.rate_cell, anchor.received_at);
  // The first report is given: chance has to bring the others.
  const chance = chanceOfAtLeast(reports.length - 1, expected);
  if (chance >= LARGEST_CHANCE) return null;
  let needed = LEAST_REPORTS;
  while (chanceOfAtLeast(needed - 1, expected) >= LARGEST_CHANCE) needed += 1;

  const times = reports.map((report) => report.received_at).sort((a, b) => a - b);
  const open = reports.filter((report) => report.finished_at === null);
  const dues = open.flatMap((report) => (report.due_at === null ? [] : [report.due_at]));
  const finishes = reports.flatMap((report) => (report.finished_at === null ? [] : [report.finished_at]));
  const foundAt = times[needed - 1] ?? anchor.received_at;
  const centre = middleOf(reports);
  return {
    id: `${family.id}:${anchor.service_request_id}`,
    family,
    reports,
    open: open.length,
    overdue: dues.filter((due) => due < now).length,
    due_at: dues.length === 0 ? null : Math.min(...dues),
    first_at: times[0] ?? anchor.received_at,
    last_at: times.at(-1) ?? anchor.received_at,
    found_at: foundAt,
    ended_at: open.length > 0 ? null : Math.max(...finishes),
    is_new: now - foundAt < NEW_MS,
    chance,
    ward_codes: byFrequency(reports.map((report) => report.ward_code)),
    service_codes: byFrequency(reports.map((report) => report.service_code)),
    agencies: byFrequency((open.length > 0 ? open : reports).flatMap((report) => report.agencies)),
    cells: byFrequency(reports.map((report) => report.cell)),
    centre,
    radius_m: Math.max(...reports.map((report) => metresBetween(centre, report))),
    extent_m: widest(reports),
  };
}

function byUrgency(a: Incident, b: Incident): number {
  return (
    Number(a.ended_at !== null) - Number(b.ended_at !== null) ||
    (a.due_at ?? Number.MAX_SAFE_INTEGER) - (b.due_at ?? Number.MAX_SAFE_INTEGER) ||
    a.first_at - b.first_at ||
    (a.id < b.id ? -1 : 1)
  );
}

function middleOf(places: readonly Place[]): Place {
  const mean = (axis: "lat" | "long") => places.reduce((sum, one) => sum + one[axis], 0) / places.length;
  return { lat: mean("lat"), long: mean("long") };
}

function widest(places: readonly Place[]): number {
  let most = 0;
  for (const [index, a] of places.entries()) {
    for (let other = 0; other < index; other++) {
      const b = places[other];
      if (b !== undefined) most = Math.max(most, metresBetween(a, b));
    }
  }
  return most;
}

/** What occurs, each once: the most frequent first, then in order of the text. Nothing for "". */
export function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}
