import { parseJson } from "../../decode/event-data.ts";
import { isRecord } from "../../decode/is-record.ts";
import type { RawItem } from "../../ingest-options.ts";

/** A system that sends under its own name. */
export interface Sender {
  /** The CloudEvents sources under which it may send; null for any. */
  sources: readonly string[] | null;
  /** Asked once with the number of events of a request; seconds after which to send again, 0 when they may come. */
  admit(events: number): number;
}

/** Why events are not taken from a sender; nothing of its request was stored. */
export type SenderRefusal =
  | { kind: "foreign_source"; index: number }
  | { kind: "too_fast"; retryAfterSeconds: number };

/**
 * Refuses a request as a whole when one of its events names a source that its sender is not bound to. An event that
 * cannot be read names none: it goes on and becomes a dead letter.
 */
export function refuseSender(items: readonly RawItem[], sender: Sender): SenderRefusal | null {
  const { sources } = sender;
  if (sources !== null) {
    const index = items.findIndex((item) => {
      const named = sourceOf(item);
      return named !== null && !sources.includes(named);
    });
    if (index >= 0) return { kind: "foreign_source", index };
  }
  const retryAfterSeconds = sender.admit(items.length);
  return retryAfterSeconds > 0 ? { kind: "too_fast", retryAfterSeconds } : null;
}

/** Read as the decoder reads it, by the same function: what one of them sees the other must see too. */
function sourceOf(item: RawItem): string | null {
  if (!("raw" in item) || item.raw === null) return null;
  const value = parseJson(item.raw);
  return isRecord(value) && typeof value.source === "string" ? value.source : null;
}
