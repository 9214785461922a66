import { EVENT_TYPE_PREFIX, type EventKind } from "@toancanh/contracts";

/** 2025-11-20T10:00:00Z, "now" of the tests. */
export const TEST_NOW = Date.UTC(2025, 10, 20, 10);

/** An event as it travels, as plain JSON a test may spoil at will. */
export function wireEvent(
  over: Record<string, unknown> = {},
  data: Record<string, unknown> = {},
  kind: EventKind = "received",
): Record<string, unknown> {
  return {
    specversion: "1.0",
    id: "e-1",
    source: "urn:toancanh:test",
    type: `${EVENT_TYPE_PREFIX}${kind}`,
    subject: "r-1",
    time: "2025-11-20T16:30:00+07:00",
    ...over,
    data: {
      requested_datetime: "2025-11-20T16:30:00+07:00",
      ...(kind === "received" ? { channel: "hotline" } : {}),
      ...data,
    },
  };
}

/** The bytes of a value as JSON. */
export function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
