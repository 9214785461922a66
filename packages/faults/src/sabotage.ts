import { randomUUID } from "node:crypto";
import type { Ingester, RawItem } from "@toancanh/ingest";

/**
 * What a negative control takes away; each must turn the run red:
 * - `token`: the database forgets the tokens of inserts (a setting of its table, hence nothing in this process);
 * - `commit-after-insert`: a batch counts as durable, and is committed, when it is handed over;
 * - `id-idempotence`: every delivery of an event gets an id of its own;
 * - `release`: everything that was read is kept in memory;
 * - `fsync`: synchronising does nothing where the power is cut (the disk's, hence nothing in this process).
 */
export const CONTROLS = ["token", "commit-after-insert", "id-idempotence", "release", "fsync"] as const;
export type Control = (typeof CONTROLS)[number];

export function isControl(value: unknown): value is Control {
  return CONTROLS.some((control) => control === value);
}

type AcceptPort = Pick<Ingester, "accept" | "forgetReports">;

/** The ingester with that promise broken. */
export function sabotage(ingester: AcceptPort, without: Control | null): AcceptPort {
  const forgetReports = (): void => ingester.forgetReports();
  if (without === "commit-after-insert") {
    return {
      forgetReports,
      async accept(items, options) {
        void ingester.accept(items, options).catch(() => undefined);
        return { accepted: items.length, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] };
      },
    };
  }
  if (without === "id-idempotence") {
    return { forgetReports, accept: (items, options) => ingester.accept(items.map(withOwnId), options) };
  }
  if (without === "release") {
    const kept: (readonly RawItem[])[] = [];
    return {
      forgetReports,
      accept(items, options) {
        kept.push(items);
        return ingester.accept(items, options);
      },
    };
  }
  return ingester;
}

function withOwnId(item: RawItem): RawItem {
  if (!("raw" in item) || item.raw === null || "rejection" in item) return item;
  try {
    const event: unknown = JSON.parse(Buffer.from(item.raw).toString("utf8"));
    if (typeof event !== "object" || event === null || !("id" in event)) return item;
    return { raw: Buffer.from(JSON.stringify({ ...event, id: randomUUID() })) };
  } catch {
    return item;
  }
}
