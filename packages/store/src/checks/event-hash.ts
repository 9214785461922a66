import { createHash } from "node:crypto";
import type { StoredEvent } from "@toancanh/contracts";
import type { InsertBatch } from "../engine/engine.ts";

/** The hash of {@link noteEvents} in SQL, of a row of `report_events`. */
export const EVENT_HASH =
  "reinterpretAsUInt64(substring(SHA256(concat(toString(toUnixTimestamp64Milli(received_at)), '\\n', payload_hash, " +
  "'\\n', service_request_id, '\\n', id)), 1, 8))";

/**
 * Rows of `acknowledged_events`: month and hash of each event, from what its row in `report_events` is found by. The
 * same event twice is one row.
 */
export function noteEvents(events: readonly StoredEvent[]): InsertBatch {
  const lines = events.map((event) => `[${monthOf(event.received_at)},"${hashOf(event)}"]\n`);
  return {
    table: "acknowledged_events",
    columns: ["month", "event_hash"],
    format: "JSONCompactEachRow",
    payload: Buffer.from(lines.join("")),
  };
}

function hashOf({ received_at, payload_hash, service_request_id, id }: StoredEvent): bigint {
  const text = `${received_at}\n${payload_hash}\n${service_request_id}\n${id}`;
  return createHash("sha256").update(text).digest().readBigUInt64LE();
}

/** As toYYYYMM gives it, in UTC. */
function monthOf(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}
