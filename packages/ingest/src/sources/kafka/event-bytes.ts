import type { Message } from "node-rdkafka";
import { mediaTypeOf } from "../../decode/event-data.ts";
import { composeEvent, isBinaryMode } from "../binary-mode.ts";

const PREFIX = "ce_";

/**
 * A message that only says that its key was deleted, for the compaction of a topic: it tells of no event. Without a key
 * nothing is deleted, and a value is missing.
 */
export function isTombstone({ key, value }: Message): boolean {
  return value === null && key !== null && key !== undefined;
}

/**
 * The event of a message as structured JSON: its value, or in binary mode its `ce_` headers with the value as data
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md#32-binary-content-mode).
 */
export function readEventBytes({ value, headers }: Message): Uint8Array | null {
  if (value === null || headers === undefined) return value;
  const attributes = new Map<string, string>();
  let contentType: string | undefined;
  for (const header of headers) {
    for (const [name, bytes] of Object.entries(header)) {
      const key = name.toLowerCase();
      const text = typeof bytes === "string" ? bytes : bytes.toString("utf8");
      if (key === "content-type") contentType = text;
      else if (key.startsWith(PREFIX)) attributes.set(key.slice(PREFIX.length), text);
    }
  }
  const isStructured = mediaTypeOf(contentType ?? "").startsWith("application/cloudevents");
  return isStructured || !isBinaryMode(attributes) ? value : composeEvent(attributes, contentType, value);
}
