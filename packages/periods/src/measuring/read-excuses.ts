import type { ObjectionRow, ReportState } from "@toancanh/contracts";
import { excuseUpheld } from "@toancanh/domain";
import type { PeriodStore } from "../period-city.ts";

/** All versions of the objections to reports received in `[from, to)`. */
export function readObjections(
  store: Pick<PeriodStore, "query">,
  { from, to }: { from: number; to: number },
): Promise<ObjectionRow[]> {
  return store.query("objections", { from, to, service_request_id: "" });
}

/** Lays the objections upheld by a moment over the states of a span. */
export async function readExcuses(
  store: Pick<PeriodStore, "query">,
  span: { from: number; to: number },
  knownAt: number,
): Promise<(state: ReportState) => ReportState> {
  return excuseUpheld(await readObjections(store, span), knownAt);
}
