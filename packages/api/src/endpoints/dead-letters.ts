import { toInstant } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";

const DEFAULT_LIMIT = 50;

/** What could not be taken and why; the bytes themselves only one by one, under a scope of their own. */
export function deadLetterHandlers(): Pick<Handlers, "dead_letters" | "dead_letter"> {
  return {
    async dead_letters({ store, query: { limit = DEFAULT_LIMIT, offset = 0 } }) {
      const [rows, [feed]] = await Promise.all([
        store.query("dead_letters_list", { limit, offset }),
        store.query("feed_status", {}),
      ]);
      return {
        total: feed?.dead_letters ?? 0,
        rows: rows.map((row) => ({ ...row, recorded_at: toInstant(row.recorded_at) })),
      };
    },
    async dead_letter({ store, params: { id } }) {
      const [letter] = await store.query("dead_letters_raw", {
        ids: [id],
        reason_code: "",
        since: 0,
        after: "",
        limit: 1,
      });
      if (letter !== undefined) return { ...letter, recorded_at: toInstant(letter.recorded_at) };
      throw new ApiProblem({
        status: 404,
        code: "dead-letter-not-found",
        title: "Dead letter not found",
        detail: `No dead letter "${id}" waits: it was taken since, or its time to be kept is over.`,
      });
    },
  };
}
