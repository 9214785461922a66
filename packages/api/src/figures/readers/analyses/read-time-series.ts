import type { TimeSeries, TimeSeriesQuery } from "@toancanh/contracts";
import { type FigureSource, stampAt, toInstant } from "../../figure-source.ts";
import { resolvePart } from "../../part.ts";
import { toPeriod } from "../../scope.ts";

/** Received and handled over local time. */
export async function readTimeSeries(
  source: FigureSource,
  query: TimeSeriesQuery,
  now: number,
): Promise<TimeSeries> {
  const { scope, params } = resolvePart(source, query, now);
  const { bucket = "day" } = query;
  const rows = await source.store.query("time_series", {
    ...params,
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
