import type { ReportState } from "@toancanh/contracts";
import { stateAt } from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import { groupBy } from "./group-by.ts";
import type { City } from "./open-city.ts";

const WINDOW_MS = 31 * 86_400_000;

/**
 * The states of the reports received in `[from, to)`, as things stood at `asOf` and as far as was known
 * at `knownAt` (epoch ms), a month at a time. Reports that something happened to or was recorded of afterwards are
 * folded again from the events up to then.
 */
export async function* readStatesAt(
  city: City,
  store: Store,
  { from, to, asOf, knownAt }: { from: number; to: number; asOf: number; knownAt: number },
): AsyncGenerator<ReportState[]> {
  for (let start = from; start < to; start += WINDOW_MS) {
    const rows = await store.query("states_in_period", { from: start, to: Math.min(start + WINDOW_MS, to) });
    const isSettled = (row: ReportState) => row.last_event_at <= asOf && row.last_recorded_at <= knownAt;
    const settled = rows.filter(isSettled);
    const moved = rows.filter((row) => !isSettled(row));
    yield [...settled, ...(await foldAgain(city, store, moved, { asOf, knownAt }))];
  }
}

async function foldAgain(
  city: City,
  store: Store,
  rows: ReportState[],
  moment: { asOf: number; knownAt: number },
): Promise<ReportState[]> {
  const events = groupBy(await store.readEvents(rows), (event) => event.service_request_id);
  return rows.flatMap((row) => {
    const state = stateAt(city.rulebook, events.get(row.service_request_id) ?? [], moment);
    const { cell, ward_code, ward_code_now } = row;
    return state === null ? [] : [{ ...state, cell, ward_code, ward_code_now }];
  });
}
