import type { Agencies, AgencyRow, FigureQuery, Metrics } from "@toancanh/contracts";
import { periodContaining } from "@toancanh/domain";
import { lateInterval, toMetrics } from "../../counts.ts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { createWorstFirst } from "../../ranking.ts";
import { resolveScope, type Span, toPeriod } from "../../scope.ts";

/** Places of the windows asked for in one query. */
const PREVIOUS = 0;
const WEEK = 1;
const WEEK_BEFORE = 2;

/** With fewer due in a week, one late report more moves the rate by over ten points: no trend to speak of. */
const FEWEST_DUE_FOR_CHANGE = 10;

/** Who kept its deadline: assignments by agency and block (docs/metrics.md §4), worst first. */
export async function readAgencies(source: FigureSource, query: FigureQuery, now: number): Promise<Agencies> {
  const { store, profile, rulebook } = source;
  const scope = resolveScope(query, rulebook, now);
  const { asOf, exclude, denominator, period } = scope;
  const windows: Span[] = [
    scope.before[0],
    periodContaining(rulebook, "last_7_days", asOf, 0),
    periodContaining(rulebook, "last_7_days", asOf, 1),
  ];
  const inPeriod = { as_of: asOf, from: period.from, to: period.to, exclude };
  const [agencyRows, blockRows, windowRows] = await Promise.all([
    store.query("summary_by_agency", inPeriod),
    store.query("summary_by_block", inPeriod),
    store.query("agency_counts", {
      as_of: asOf,
      exclude,
      window_from: windows.map((span) => span.from),
      window_to: windows.map((span) => span.to),
    }),
  ]);

  const current = new Map(agencyRows.map((row) => [row.key, row]));
  const byWindow = new Map(windowRows.map((row) => [windowKey(row.key, row.window), row]));
  const known = new Map(profile.agencies.map((agency) => [agency.id, agency]));
  const seen = new Set([...current.keys(), ...windowRows.map((row) => row.key)]);
  const blocks = new Map(blockRows.map((row) => [row.key, row]));

  const rows = [...seen].map((id): AgencyRow => {
    const agency = known.get(id);
    const counts = current.get(id);
    const metricsIn = (window: number) => toMetrics(byWindow.get(windowKey(id, window)), denominator);
    const week = metricsIn(WEEK);
    const weekBefore = metricsIn(WEEK_BEFORE);
    return {
      agency_responsible: id,
      name: agency?.name ?? id,
      short_name: agency?.short_name ?? id,
      block: rulebook.blockOf(id),
      metrics: toMetrics(counts, denominator),
      interval: lateInterval(counts, denominator),
      previous_late_rate: metricsIn(PREVIOUS).late_rate,
      week_late_rate: week.late_rate,
      week_due: week.due,
      week_change: changeBetween(weekBefore, week),
    };
  });

  return {
    ...stampAt(source, asOf),
    period: toPeriod(scope.kind, period),
    denominator,
    blocks: profile.blocks.map(({ id, name, late_rate_target }) => ({
      id,
      name,
      late_rate_target,
      metrics: toMetrics(blocks.get(id), denominator),
    })),
    rows: rows.sort(createWorstFirst(profile.locale)),
  };
}

/** Of the late rate; null when either week had too little due to tell. */
function changeBetween(before: Metrics, after: Metrics): number | null {
  const isComparable = Math.min(before.due, after.due) >= FEWEST_DUE_FOR_CHANGE;
  if (!isComparable || before.late_rate === null || after.late_rate === null) return null;
  return after.late_rate - before.late_rate;
}

function windowKey(agency: string, window: number): string {
  return `${window} ${agency}`;
}
