import type { Incidents } from "@toancanh/contracts";
import { type FigureSource, stampAt } from "./figure-source.ts";
import { rowToLiveReport } from "./live-report.ts";

/** Open reports: nearest due first among those in time, then the longest overdue. */
export async function readIncidents(source: FigureSource, asOf: number, limit: number): Promise<Incidents> {
  const [rows, [totals]] = await Promise.all([
    source.store.query("open_reports", { as_of: asOf, limit }),
    source.store.query("open_totals", { as_of: asOf }),
  ]);
  return {
    ...stampAt(source, asOf),
    open: totals?.total ?? 0,
    overdue: totals?.overdue ?? 0,
    rows: rows.map(rowToLiveReport),
  };
}
