import type { Random } from "./seeded-random.ts";

/** A message that must end in the dead letters, and the reason it must be there for. */
export interface Malformed {
  value: Buffer | null;
  reason: string;
}

export interface MalformedParts {
  /** Makes every one different. */
  id: string;
  /** RFC 3339, in the past. */
  time: string;
  random: Random;
  /** Bytes of the one that is too large. */
  largeBytes: number;
}

function event({ id, time }: MalformedParts, over: object = {}, data: object = {}): Record<string, unknown> {
  return {
    specversion: "1.0",
    id,
    source: "urn:toancanh:faults",
    type: "vn.toancanh.report.received",
    subject: `bad-${id}`,
    time,
    ...over,
    data: { requested_datetime: time, channel: "phone", ...data },
  };
}

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function nest(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level += 1) value = { deeper: value };
  return value;
}

/** The ten classes of docs/reliability.md, "Malformed events". */
const CLASSES: readonly ((parts: MalformedParts) => Malformed)[] = [
  (parts) => {
    const value = bytes(event(parts));
    value[value.indexOf("phone")] = 0xff;
    return { value, reason: "bad_utf8" };
  },
  (parts) => {
    const value = bytes(event(parts));
    const cut = 60 + Math.floor(parts.random() * (value.length - 61));
    return { value: value.subarray(0, cut), reason: "not_json" };
  },
  (parts) => ({ value: bytes(event(parts, { subject: 12_345 })), reason: "wrong_type" }),
  (parts) => ({
    value: bytes(event(parts, { id: undefined, subject: `no-id-${parts.id}` })),
    reason: "missing_field",
  }),
  (parts) => ({
    value: bytes(event(parts, {}, { lat: 123.4, long: 106.7 })),
    reason: "impossible_coordinate",
  }),
  (parts) => ({ value: bytes(event(parts, { time: "2099-01-01T00:00:00Z" })), reason: "time_in_future" }),
  (parts) => ({
    value: bytes(event(parts, { dataschema: "urn:toancanh:report-event:9.0" })),
    reason: "unsupported_schema_version",
  }),
  (parts) => ({
    value: bytes(event(parts, {}, { padding: "x".repeat(parts.largeBytes) })),
    reason: "event_too_large",
  }),
  () => ({ value: Buffer.from(" "), reason: "not_json" }),
  (parts) => ({ value: bytes(event(parts, {}, { deep: nest(60) })), reason: "too_deep" }),
];

/** One of class `index` (taken modulo their number). */
export function createMalformed(index: number, parts: MalformedParts): Malformed {
  const create = CLASSES[index % CLASSES.length];
  if (create === undefined) throw new RangeError(`no class ${index}`);
  return create(parts);
}
