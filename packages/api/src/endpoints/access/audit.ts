import { toInstant } from "../../figures/figure-source.ts";
import type { Handlers } from "../../handler.ts";

const DEFAULT_LIMIT = 100;

/** The audit log as its readers get it. */
export function auditHandlers(): Pick<Handlers, "audit"> {
  return {
    async audit({ store, query: { action = "", before = Number.MAX_SAFE_INTEGER, limit = DEFAULT_LIMIT } }) {
      const rows = await store.query("audit_newest", { action, before, limit });
      return { rows: rows.map((row) => ({ ...row, at: toInstant(row.at) })) };
    },
  };
}
