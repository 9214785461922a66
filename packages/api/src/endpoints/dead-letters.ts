import type { ApiContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";

const DEFAULT_LIMIT = 50;

/** What could not be taken and why, never the bytes themselves. */
export function deadLetterHandlers({ store }: ApiContext): Pick<Handlers, "dead_letters"> {
  return {
    async dead_letters({ query: { limit = DEFAULT_LIMIT, offset = 0 } }) {
      const [rows, [feed]] = await Promise.all([
        store.query("dead_letters_list", { limit, offset }),
        store.query("feed_status", {}),
      ]);
      return {
        total: feed?.dead_letters ?? 0,
        rows: rows.map((row) => ({ ...row, recorded_at: toInstant(row.recorded_at) })),
      };
    },
  };
}
