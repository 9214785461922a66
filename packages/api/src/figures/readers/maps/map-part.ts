import type { HeatMapQuery, HotSpotsQuery, PeriodKind } from "@toancanh/contracts";
import { chooseHeatWindow } from "@toancanh/domain";
import { invalidParameter } from "../../../problems/api-problem.ts";
import type { FigureSource } from "../../figure-source.ts";
import { type Part, resolvePart } from "../../part.ts";
import type { Span } from "../../scope.ts";

const HOUR_MS = 3_600_000;

/** A part of the city with the span that a map of it shows. */
interface MapPart {
  asOf: number;
  kind: PeriodKind;
  period: Span;
  params: Part["params"];
}

/**
 * What a map shows: the period asked for, or the window that rolls up to now.
 * @throws ApiProblem 400 naming the parameter and what it allows
 */
export async function resolveMapPart(
  source: FigureSource,
  query: HeatMapQuery | HotSpotsQuery,
  now: number,
): Promise<MapPart> {
  const { scope, params } = resolvePart(source, query, now);
  const { asOf, kind, period } = scope;
  if (query.window === undefined) return { asOf, kind, period, params };
  if (
    query.period !== undefined ||
    query.from !== undefined ||
    query.to !== undefined ||
    query.offset !== undefined
  ) {
    throw invalidParameter("window", "window=rolling ends now; leave out period, from, to and offset.");
  }
  const spanOf = (hours: number): Span => ({ from: now - hours * HOUR_MS, to: now });
  const hours = await chooseHeatWindow(async (length) => {
    const located = { ...params, ...spanOf(length), status: "received" as const };
    const [totals] = await source.store.query("heat_map_total", located);
    return totals === undefined ? 0 : totals.total - totals.unlocated;
  });
  const window = spanOf(hours);
  return { asOf, kind: "custom", period: window, params: { ...params, ...window } };
}
