import type { AuditEntry, AuditFact } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { createAuditLog, followChain, readAudit, verifyAudit } from "./audit-log.ts";

const fact = (subject: string): AuditFact => ({
  action: "reveal",
  outcome: "done",
  role: "office",
  who: "lan.nguyen",
  address: "10.1.2.3",
  subject,
});

describe("the audit log", () => {
  let store: Store;
  let dispose: () => Promise<void>;
  let at = 1_700_000_000_000;
  let all: AuditEntry[] = [];
  let head: string | null = null;

  beforeAll(async () => {
    ({ store, dispose } = await openTestStore());
    const log = createAuditLog(store, () => at++);
    await Promise.all(["R-1", "R-2", "R-3"].map((subject) => log.append(fact(subject))));
    await log.append({ ...fact("R-4"), details: { reason: "khiếu nại" } });
    // As after a restart.
    await createAuditLog(store, () => at++).append(fact("R-5"));
    for await (const entry of readAudit(store)) all = [...all, entry];
    head = await store.readPosition("audit-head");
  });
  afterAll(() => dispose());

  it("chains what is appended, at the same time and after a restart", async () => {
    expect(all.map(({ sequence, subject }) => [sequence, subject])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [n, `R-${n}`]),
    );
    expect(all[3]?.details).toBe('{"reason":"khiếu nại"}');
    expect(all.slice(1).map((entry) => entry.previous_hash)).toEqual(
      all.slice(0, -1).map(({ hash }) => hash),
    );
    expect(await verifyAudit(store)).toEqual({ entries: 5, last_hash: all[4]?.hash, faults: [] });
  });

  it.each([1, 2, 3, 4])("shows that entry %i was taken out", async (sequence) => {
    const { faults } = await followChain(
      all.filter((entry) => entry.sequence !== sequence),
      head,
    );
    expect(faults).toEqual([{ code: "missing", sequence }]);
  });

  it("shows that the last ones were taken out, and all", async () => {
    expect((await followChain(all.slice(0, 3), head)).faults).toEqual([{ code: "end_missing", sequence: 4 }]);
    expect((await followChain([], head)).faults).toEqual([{ code: "end_missing", sequence: 1 }]);
  });

  it("shows that an entry stands twice, and one whose hash was made anew", async () => {
    const [first, second, ...others] = all;
    if (first === undefined || second === undefined) throw new Error("the log is empty");
    expect((await followChain([first, second, second, ...others], head)).faults).toEqual([
      { code: "doubled", sequence: 2 },
    ]);
    const forged = { ...second, hash: first.hash };
    const { faults } = await followChain([first, forged, ...others], head);
    expect(faults.map(({ code }) => code)).toEqual(["changed", "not_chained"]);
  });

  it.each([
    ["who", "another"],
    ["address", "10.9.9.9"],
    ["subject", "R-99"],
    ["details", "{}"],
    ["outcome", "refused"],
  ])("shows that the %s of an entry was changed", async (field, value) => {
    const edited = all.map((entry) => (entry.sequence === 2 ? { ...entry, [field]: value } : entry));
    expect((await followChain(edited, head)).faults).toEqual([{ code: "changed", sequence: 2 }]);
  });
});
