import type { OpenReports, OpenReportsQuery } from "@toancanh/contracts";
import { type FigureSource, stampAt, toInstant } from "../figure-source.ts";
import { rowToLiveReport } from "../live-report.ts";

const DEFAULT_LIMIT = 100;

/** Open reports: nearest due first among those in time, then the longest overdue; `limit` of each. */
export async function readOpenReports(
  source: FigureSource,
  { limit = DEFAULT_LIMIT }: OpenReportsQuery,
  asOf: number,
): Promise<OpenReports> {
  const [rows, [totals], [newest]] = await Promise.all([
    source.store.query("open_reports", { as_of: asOf, limit }),
    source.store.query("open_totals", { as_of: asOf }),
    source.store.query("newest_report", { as_of: asOf }),
  ]);
  return {
    ...stampAt(source, asOf),
    open: totals?.total ?? 0,
    overdue: totals?.overdue ?? 0,
    newest:
      newest === undefined
        ? null
        : {
            service_request_id: newest.service_request_id,
            requested_datetime: toInstant(newest.received_at),
            ward_code: newest.ward_code,
          },
    rows: rows.map(rowToLiveReport),
  };
}
