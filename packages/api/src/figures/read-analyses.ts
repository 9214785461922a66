import type { AgeBands, Comparison, Matrix, Movers, TimeSeries } from "@toancanh/contracts";
import { lateFraction } from "@toancanh/domain";
import { lateRate, toMetrics } from "./counts.ts";
import { type FigureSource, stampAt, toInstant } from "./figure-source.ts";
import type { MapFilters } from "./map-filters.ts";
import { type Scope, toPeriod } from "./scope.ts";

/** Where the bands of age begin, in minutes: hours for what is urgent, days and weeks for what lies. */
const AGE_BOUNDS_MINUTES = [0, 240, 1440, 3 * 1440, 7 * 1440, 14 * 1440, 30 * 1440];

function inPeriod({ asOf, period, exclude }: Scope, filters: MapFilters) {
  return { ...filters, as_of: asOf, from: period.from, to: period.to, exclude };
}

/** Ward × category of a period. */
export async function readMatrix(source: FigureSource, scope: Scope, filters: MapFilters): Promise<Matrix> {
  const rows = await source.store.query("summary_by_ward_and_category", inPeriod(scope, filters));
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
    denominator: scope.denominator,
    rows: rows.map((row) => {
      const { late, of } = lateFraction(row, "due");
      return {
        ward_code: row.ward_code,
        service_code: row.service_code,
        received: row.received,
        late,
        due: of,
        late_rate: lateRate(row, scope.denominator),
      };
    }),
  };
}

/** Received and handled over local time. */
export async function readTimeSeries(
  source: FigureSource,
  scope: Scope,
  filters: MapFilters,
  bucket: TimeSeries["bucket"],
): Promise<TimeSeries> {
  const rows = await source.store.query("time_series", {
    ...inPeriod(scope, filters),
    bucket,
    time_zone: source.profile.time_zone,
  });
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
    bucket,
    rows: rows.map(({ bucket: at, ...counts }) => ({ at: toInstant(at), ...counts })),
  };
}

/** What is open at the cut-off, by age. */
export async function readAgeBands(
  source: FigureSource,
  asOf: number,
  filters: MapFilters,
): Promise<AgeBands> {
  const rows = await source.store.query("age_bands", {
    ...filters,
    as_of: asOf,
    bounds_minutes: AGE_BOUNDS_MINUTES,
  });
  return { ...stampAt(source, asOf), rows };
}

/** Agencies whose late rate worsened most since the period before. */
export async function readMovers(
  source: FigureSource,
  scope: Scope,
  filters: MapFilters,
  { limit, minDue }: { limit: number; minDue: number },
): Promise<Movers> {
  const [before] = scope.before;
  const rows = await source.store.query("movers", {
    ...inPeriod(scope, filters),
    before_from: before.from,
    before_to: before.to,
    min_due: minDue,
    limit,
  });
  const known = new Map(source.profile.agencies.map((agency) => [agency.id, agency]));
  return {
    ...stampAt(source, scope.asOf),
    period: toPeriod(scope.kind, scope.period),
    previous_period: toPeriod(scope.kind, before),
    rows: rows.map((row) => ({
      agency_responsible: row.key,
      name: known.get(row.key)?.name ?? row.key,
      short_name: known.get(row.key)?.short_name ?? row.key,
      block: source.rulebook.blockOf(row.key),
      current: { due: row.due_now, late: row.late_now, late_rate: row.late_rate_now },
      previous: { due: row.due_before, late: row.late_before, late_rate: row.late_rate_before },
      change: row.change,
    })),
  };
}

/** Two periods beside each other, both as of the same cut-off. */
export async function readComparison(
  source: FigureSource,
  scope: Scope,
  compared: Scope,
  filters: MapFilters,
): Promise<Comparison> {
  const { asOf, denominator } = scope;
  const rows = await source.store.query("compare_periods", {
    ...inPeriod(scope, filters),
    before_from: compared.period.from,
    before_to: compared.period.to,
  });
  const metricsOf = (period: "current" | "before") =>
    toMetrics(
      rows.find((row) => row.period === period),
      denominator,
    );
  return {
    ...stampAt(source, asOf),
    denominator,
    period: toPeriod(scope.kind, scope.period),
    metrics: metricsOf("current"),
    compared_period: toPeriod(compared.kind, compared.period),
    compared: metricsOf("before"),
  };
}
