import { createHash } from "node:crypto";
import type { AuditEntry, AuditFact } from "@toancanh/contracts";
import type { Store } from "../store.ts";

/** Where the log's last entry is named a second time, so that one taken from its end shows. */
const HEAD = "audit-head";
/** Entries read at once. */
const PAGE = 10_000;

type AuditStore = Pick<Store, "query" | "writeAuditEntries" | "readPosition" | "writePosition">;

/** The log of one store. One process writes it at a time: two would write two entries of one number, which shows. */
interface AuditLog {
  /** Resolves when the fact is durable. @throws the store's error when it cannot be: what it is about must not happen then */
  append(fact: AuditFact): Promise<void>;
}

/** @param now epoch milliseconds of the real world, whatever the clock of the city */
export function createAuditLog(store: AuditStore, now: () => number): AuditLog {
  let last: { sequence: number; hash: string } | null = null;
  let waiting: Unchained[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    const facts = waiting;
    waiting = [];
    if (facts.length === 0) return;
    let at = last ?? (await readLast(store));
    last = null;
    const entries = facts.map((fact) => {
      const chained = chain(fact, at);
      at = chained;
      return chained;
    });
    await store.writeAuditEntries(entries);
    await store.writePosition(HEAD, JSON.stringify({ sequence: at.sequence, hash: at.hash }));
    last = { sequence: at.sequence, hash: at.hash };
  }

  return {
    append({ details, ...fact }) {
      waiting.push({ ...fact, at: now(), details: details === undefined ? "" : JSON.stringify(details) });
      // Facts that come while others are written go together in the next write.
      const written = writing.then(writeWaiting, writeWaiting);
      writing = written;
      return written;
    },
  };
}

/** An entry that has no place yet. */
type Unchained = Omit<AuditEntry, "sequence" | "previous_hash" | "hash">;

function chain(entry: Unchained, before: { sequence: number; hash: string }): AuditEntry {
  const unsigned = { ...entry, sequence: before.sequence + 1, previous_hash: before.hash };
  return { ...unsigned, hash: hashOf(unsigned) };
}

function hashOf(entry: Omit<AuditEntry, "hash">): string {
  const { sequence, at, action, outcome, role, who, address, subject, details, previous_hash } = entry;
  const fields = [sequence, at, action, outcome, role, who, address, subject, details, previous_hash];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

async function readLast(store: AuditStore): Promise<{ sequence: number; hash: string }> {
  const before = Number.MAX_SAFE_INTEGER;
  const [newest] = await store.query("audit_newest", { before, action: "", limit: 1 });
  return newest ?? { sequence: 0, hash: "" };
}

/** What is wrong with the log. */
interface AuditFault {
  code: "missing" | "doubled" | "changed" | "not_chained" | "end_missing";
  /** Number of the entry at which it shows. */
  sequence: number;
}

/** Every entry of the log, oldest first. */
export async function* readAudit(store: Pick<Store, "query">): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    const page = await store.query("audit_entries", { after, limit: PAGE });
    yield* page;
    const end = page.at(-1);
    if (end === undefined) return;
    after = end.sequence;
  }
}

/** What following the chain gave. */
interface AuditVerdict {
  entries: number;
  /** Of the last entry: kept elsewhere it proves the log also against those who may write to the database. */
  last_hash: string;
  faults: AuditFault[];
}

/** Reads the whole log and follows its chain. */
export async function verifyAudit(store: Pick<Store, "query" | "readPosition">): Promise<AuditVerdict> {
  return followChain(readAudit(store), await store.readPosition(HEAD));
}

/**
 * @param entries in the order of their numbers
 * @param position what was kept of the last entry that was written; null when nothing was
 */
export async function followChain(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  position: string | null,
): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  let count = 0;
  let before = { sequence: 0, hash: "" };
  for await (const { hash, ...entry } of entries) {
    count += 1;
    const { sequence } = entry;
    if (sequence === before.sequence) faults.push({ code: "doubled", sequence });
    else if (sequence !== before.sequence + 1)
      faults.push({ code: "missing", sequence: before.sequence + 1 });
    else if (entry.previous_hash !== before.hash) faults.push({ code: "not_chained", sequence });
    if (hashOf(entry) !== hash) faults.push({ code: "changed", sequence });
    before = { sequence, hash };
  }
  const head = headOf(position);
  if (head !== null && head.sequence > before.sequence) {
    faults.push({ code: "end_missing", sequence: before.sequence + 1 });
  } else if (head !== null && head.sequence === before.sequence && head.hash !== before.hash) {
    faults.push({ code: "changed", sequence: before.sequence });
  }
  return { entries: count, last_hash: before.hash, faults };
}

function headOf(position: string | null): { sequence: number; hash: string } | null {
  if (position === null) return null;
  const value: unknown = JSON.parse(position);
  if (typeof value !== "object" || value === null || !("sequence" in value) || !("hash" in value))
    return null;
  const { sequence, hash } = value;
  return typeof sequence === "number" && typeof hash === "string" ? { sequence, hash } : null;
}
