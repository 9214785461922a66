import type { Movers, MoversQuery } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { toPeriod } from "../../scope.ts";

const DEFAULT_LIMIT = 10;
const DEFAULT_MIN_DUE = 10;

/** Agencies whose late rate worsened most since the period before. */
export async function readMovers(source: FigureSource, query: MoversQuery, now: number): Promise<Movers> {
  const { scope, params } = resolvePart(source, query, now);
  const [before] = scope.before;
  const rows = await source.store.query("movers", {
    ...params,
    before_from: before.from,
    before_to: before.to,
    min_due: query.min_due ?? DEFAULT_MIN_DUE,
    limit: query.limit ?? DEFAULT_LIMIT,
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
