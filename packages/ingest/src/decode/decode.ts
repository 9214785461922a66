import { isUtf8 } from "node:buffer";
import {
  EVENT_SCHEMA_MAJOR,
  EVENT_TYPE_PREFIX,
  type EventEnvelope,
  EventEnvelopeSchema,
  type StoredEvent,
} from "@toancanh/contracts";
import { cleanText } from "./clean-text.ts";
import { compileWithoutFormats } from "./compile-check.ts";
import { parseDateTime } from "./date-time.ts";
import { kindDecoders, TIME_FLOOR } from "./decode-data.ts";
import { describeSchemaError } from "./describe-error.ts";
import { isJsonMediaType, parseJson, unpackData } from "./event-data.ts";
import { isRecord } from "./is-record.ts";
import type { Decoded, Rejection, RejectionCode } from "./rejection.ts";

/** Bytes one event may have. A usual one has 400. */
const MAX_EVENT_BYTES = 256 * 1024;
/** Objects and arrays inside one another; the schema needs 2. */
const MAX_DEPTH = 32;
/** How far the clock of a source may be ahead of this process's, ms. */
export const MAX_CLOCK_AHEAD = 5 * 60_000;

const SCHEMA_PATTERN = /^urn:toancanh:report-event:(\d{1,4})(?:\.(\d{1,4}))?$/;
const envelopeValidator = compileWithoutFormats(EventEnvelopeSchema);
const isEnvelope = (value: unknown): value is EventEnvelope => envelopeValidator.Check(value);

function reject<T>(code: RejectionCode, pointer: string, message: string, version = "unknown"): Decoded<T> {
  return { ok: false, rejection: { code, pointer, message, schema_version: version } };
}

/**
 * One event from its bytes: size, UTF-8, JSON, depth, then {@link decodeEvent}.
 * `now` is epoch ms: the limit for times, and `recorded_at` of the event. Never throws.
 */
export function decodeBytes(raw: Uint8Array | null, now: number): Decoded<StoredEvent> {
  if (raw === null || raw.length === 0) return reject("not_json", "", "The event is empty.");
  if (raw.length > MAX_EVENT_BYTES) {
    const limit = MAX_EVENT_BYTES / 1024;
    return reject("event_too_large", "", `The event is larger than ${limit} KiB.`);
  }
  if (!isUtf8(raw)) return reject("bad_utf8", "", "The event is not valid UTF-8.");
  const value = parseJson(raw);
  // The parser's own message quotes the text, which may hold a person's name.
  if (value === undefined) return reject("not_json", "", "The event is not valid JSON, or it is cut off.");
  if (isDeeperThan(value, MAX_DEPTH)) {
    return reject("too_deep", "", `The event nests objects deeper than ${MAX_DEPTH} levels.`);
  }
  return decodeEvent(value, now);
}

/**
 * One event from its parsed JSON, or built with our types: schema version, envelope, kind, times, data, payload hash.
 * Only fields the schema knows are kept: an unknown additional field passes and is dropped here, so that a
 * name, a phone number or free text in it can never reach the tables. Texts become NFC, times UTC with
 * milliseconds, so that the same fact has the same hash however it was written. Never throws.
 */
export function decodeEvent(event: unknown, now: number): Decoded<StoredEvent> {
  if (!isRecord(event)) return reject("not_an_object", "", "The event is not a JSON object.");
  const version = schemaVersion(event.dataschema);
  if (typeof version !== "string") return { ok: false, rejection: version };
  const { datacontenttype } = event;
  if (typeof datacontenttype === "string" && !isJsonMediaType(datacontenttype)) {
    return reject("bad_value", "/datacontenttype", "datacontenttype must be application/json.", version);
  }
  const unpacked = unpackData(event, version);
  if (!unpacked.ok) return unpacked;
  const { value } = unpacked;
  if (value !== event && isDeeperThan(value.data, MAX_DEPTH - 1)) {
    return reject("too_deep", "", `The event nests objects deeper than ${MAX_DEPTH} levels.`, version);
  }
  if (!isEnvelope(value)) {
    const rejection = describeSchemaError(envelopeValidator.Errors(value), "", version);
    return { ok: false, rejection };
  }
  const decoder = kindDecoders.get(value.type);
  if (decoder === undefined) {
    return reject(
      "unknown_type",
      "/type",
      `type must be ${EVENT_TYPE_PREFIX} and a kind of event this version knows.`,
      version,
    );
  }
  const id = cleanText(value.id);
  if (id === null) return badText("/id", version);
  const source = cleanText(value.source);
  if (source === null) return badText("/source", version);
  const subject = cleanText(value.subject);
  if (subject === null) return badText("/subject", version);
  const latest = now + MAX_CLOCK_AHEAD;
  const time = parseDateTime(value.time);
  if (time === null) {
    return reject("bad_time", "/time", "time must be an RFC 3339 date-time with an offset.", version);
  }
  if (time > latest) return reject("time_in_future", "/time", "time lies in the future.", version);
  if (time < TIME_FLOOR) return reject("time_implausible", "/time", "time lies before 2000.", version);
  return decoder(
    { id, source, subject, type: value.type, time, now, latest, version },
    isRecord(value.data) ? value.data : {},
  );
}

function badText(pointer: string, version: string): Decoded<StoredEvent> {
  const name = pointer.slice(1);
  return reject("bad_value", pointer, `${name} holds control characters or broken Unicode.`, version);
}

/** `major.minor` of `dataschema` where we can read that major; absent means 1.0. */
function schemaVersion(dataschema: unknown): string | Rejection {
  if (dataschema === undefined) return "1.0";
  const match = typeof dataschema === "string" ? SCHEMA_PATTERN.exec(dataschema) : null;
  const version = match === null ? "unknown" : `${Number(match[1])}.${Number(match[2] ?? 0)}`;
  if (match !== null && Number(match[1]) === EVENT_SCHEMA_MAJOR) return version;
  return {
    code: "unsupported_schema_version",
    pointer: "/dataschema",
    message: `This version reads urn:toancanh:report-event:${EVENT_SCHEMA_MAJOR}.x only.`,
    schema_version: version,
  };
}

/** Recursion ends at `limit`, so a hostile value cannot exhaust the stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  for (const child of Object.values(value)) {
    if (typeof child === "object" && child !== null && isDeeperThan(child, limit - 1)) return true;
  }
  return false;
}
