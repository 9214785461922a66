import type { HandlerContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";

const DEFAULT_DAYS = 7;
const DAY_MS = 86_400_000;

/** How much each system sent, by the name it sends under. */
export function eventSourceHandlers({ clock }: HandlerContext): Pick<Handlers, "event_sources"> {
  return {
    async event_sources({ store, query: { days = DEFAULT_DAYS } }) {
      const since = clock.now() - days * DAY_MS;
      const rows = await store.query("events_by_source", { since });
      return {
        since: toInstant(since),
        rows: rows.map((row) => ({ ...row, latest_recorded_at: toInstant(row.latest_recorded_at) })),
      };
    },
  };
}
