import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AuditFact } from "@toancanh/contracts";

/**
 * What the command line did to accounts and tokens, waiting for the server to write it into the audit log: a running
 * server is the only one that may open the database.
 */
const WAITING = "audit-waiting.ndjson";
/** The part that is being written; found again after a crash. */
const TAKEN = "audit-taken.ndjson";

export function spoolAudit(folder: string, fact: AuditFact): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  appendFileSync(join(folder, WAITING), `${JSON.stringify(fact)}\n`, { mode: 0o600 });
}

/** Writes what waits, in its order. A fact is written twice rather than not at all. */
export async function drainAudit(folder: string, append: (fact: AuditFact) => Promise<void>): Promise<void> {
  const [waiting, taken] = [join(folder, WAITING), join(folder, TAKEN)];
  if (!isThere(taken)) {
    if (!isThere(waiting)) return;
    renameSync(waiting, taken);
  }
  for (const line of readFileSync(taken, "utf8").split("\n")) {
    if (line === "") continue;
    const fact: AuditFact = JSON.parse(line);
    await append(fact);
  }
  rmSync(taken);
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
