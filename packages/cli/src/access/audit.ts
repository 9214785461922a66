import { createAuditLog, readAudit, type Store, verifyAudit } from "@toancanh/store";
import type { Logger } from "pino";
import { loadCity } from "../city/open-city.ts";
import { openChosenStore, type StoreOption } from "../city/open-store-option.ts";
import { worldClock } from "../clock/world-clock.ts";
import type { Terminal } from "../terminal/output.ts";
import { commandLineFact } from "./command-line-fact.ts";

export type AuditOptions = StoreOption & { profile: string };

async function onStore<T>(options: AuditOptions, log: Logger, act: (store: Store) => Promise<T>): Promise<T> {
  const store = await openChosenStore(await loadCity(options.profile), options, log);
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}

/** The newest entries, one JSON a line. */
export function listAudit(
  options: AuditOptions & { limit: number },
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  return onStore(options, log, async (store) => {
    const before = Number.MAX_SAFE_INTEGER;
    const rows = await store.query("audit_newest", { before, action: "", limit: options.limit });
    for (const row of rows)
      terminal.out(`${JSON.stringify({ ...row, at: new Date(row.at).toISOString() })}\n`);
  });
}

/** Everything, oldest first, one JSON a line with what its hash was taken over; the export itself is an entry. */
export function exportAudit(options: AuditOptions, terminal: Terminal, log: Logger): Promise<void> {
  return onStore(options, log, async (store) => {
    await createAuditLog(store, worldClock.now).append(commandLineFact("export", "audit log"));
    for await (const entry of readAudit(store)) terminal.out(`${JSON.stringify(entry)}\n`);
  });
}

/** Whether the chain holds. @returns exit code: 1 when an entry was changed or taken out */
export function checkAudit(options: AuditOptions, terminal: Terminal, log: Logger): Promise<0 | 1> {
  return onStore(options, log, async (store) => {
    const verdict = await verifyAudit(store);
    terminal.out(`${JSON.stringify(verdict)}\n`);
    const [first] = verdict.faults;
    if (first === undefined) return 0;
    terminal.err(
      `toancanh: the audit log was tampered with: ${first.code} at entry ${first.sequence}. ` +
        "Compare it with an earlier export, and change the database's password.\n",
    );
    return 1;
  });
}
