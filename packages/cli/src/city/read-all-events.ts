import type { StoredEvent } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import { worldClock } from "../clock/world-clock.ts";

const MONTH_MS = 31 * 86_400_000;
/** Reports whose events are held at once. */
const REPORTS_AT_A_TIME = 5000;
/** No report is older. */
const FIRST_MONTH = Date.UTC(2000, 0, 1);

/** Every stored event, report by report in the order in which reports were received. */
export async function* readAllEvents(
  store: Pick<Store, "query" | "readEvents">,
): AsyncGenerator<StoredEvent> {
  const [totals] = await store.query("feed_status", {});
  // The newest events may not be in a state yet, and under a simulated clock they may lie in the future.
  const end = Math.max(totals?.latest_event_at ?? 0, worldClock.now()) + MONTH_MS;
  for (let from = FIRST_MONTH; from < end; from += MONTH_MS) {
    const keys = await store.query("report_keys_in_period", { from, to: Math.min(from + MONTH_MS, end) });
    for (let start = 0; start < keys.length; start += REPORTS_AT_A_TIME) {
      yield* await store.readEvents(keys.slice(start, start + REPORTS_AT_A_TIME));
    }
  }
}
