import { hash } from "node:crypto";
import {
  EVENT_KINDS,
  EVENT_TYPE_PREFIX,
  EventDataSchemas,
  type EventKind,
  type StoredEvent,
} from "@toancanh/contracts";
import { cleanText } from "./clean-text.ts";
import { compileWithoutFormats } from "./compile-check.ts";
import { parseDateTime } from "./date-time.ts";
import { describeSchemaError } from "./describe-error.ts";
import { isPlacePair } from "./place-pair.ts";
import type { Decoded, RejectionCode } from "./rejection.ts";

/** No report is older: 2000-01-01 UTC, ms. */
export const TIME_FLOOR = Date.UTC(2000, 0, 1);
/** No due is later: 2200-01-01 UTC, ms. Well inside what DateTime64 holds. */
export const TIME_CEILING = Date.UTC(2200, 0, 1);
/** Hex digits kept of SHA-256: with 128 bits no two payloads of a city collide by accident. */
const HASH_LENGTH = 32;

/** What the envelope gave, cleaned; `latest` is the last instant not in the future. */
interface EnvelopeFields {
  id: string;
  source: string;
  subject: string;
  type: string;
  time: number;
  now: number;
  latest: number;
  version: string;
}

type DataDecoder = (envelope: EnvelopeFields, data: Record<string, unknown>) => Decoded<StoredEvent>;

interface Field {
  key: string;
  isTime: boolean;
  /** Key as it stands in the canonical JSON. */
  label: string;
}

/** Decoder of `data` by CloudEvents `type`. */
export const kindDecoders: ReadonlyMap<string, DataDecoder> = new Map(
  EVENT_KINDS.map((kind) => [`${EVENT_TYPE_PREFIX}${kind}`, buildDecoder(kind)]),
);

/** An event whose data is not checked yet. */
interface UncheckedEvent extends Omit<StoredEvent, "kind" | "data"> {
  kind: EventKind;
  data: object;
}

function buildDecoder(kind: EventKind): DataDecoder {
  const schema = EventDataSchemas[kind];
  const validator = compileWithoutFormats(schema);
  const isChecked = (event: UncheckedEvent): event is StoredEvent => validator.Check(event.data);
  const fields: Field[] = Object.entries(schema.properties)
    .map(([key, property]) => ({
      key,
      isTime: "format" in property && property.format === "date-time",
      label: `${JSON.stringify(key)}:`,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

  return (envelope, data) => {
    const fail = (code: RejectionCode, key: string, message: string): Decoded<StoredEvent> => ({
      ok: false,
      rejection: { code, pointer: `/data/${key}`, message, schema_version: envelope.version },
    });
    const kept: Record<string, unknown> = {};
    let canonical = "";
    let receivedAt = 0;
    for (const { key, isTime, label } of fields) {
      let value = data[key];
      if (value === undefined) continue;
      if (typeof value === "string") {
        if (isTime) {
          const instant = parseDateTime(value);
          if (instant === null) {
            return fail("bad_time", key, `data.${key} must be an RFC 3339 date-time with an offset.`);
          }
          if (key === "requested_datetime") {
            receivedAt = instant;
            if (instant > envelope.latest) {
              return fail("time_in_future", key, `data.${key} lies in the future.`);
            }
          }
          if (instant < TIME_FLOOR || instant >= TIME_CEILING) {
            return fail("time_implausible", key, `data.${key} must lie between 2000 and 2200.`);
          }
          value = new Date(instant).toISOString();
        } else {
          const text = cleanText(value);
          if (text === null) {
            return fail("bad_value", key, `data.${key} holds control characters or broken Unicode.`);
          }
          value = text;
        }
      } else if (Array.isArray(value)) {
        const texts = cleanTexts(value);
        if (texts === null) {
          return fail("bad_value", key, `data.${key} holds control characters or broken Unicode.`);
        }
        value = texts;
      } else if (value === 0) {
        value = 0; // −0 would be another payload in JavaScript and the same in JSON
      }
      kept[key] = value;
      // Anything but a text, a number or a list fails the schema below, whatever its canonical form.
      const isCanonical = typeof value === "string" || typeof value === "number" || Array.isArray(value);
      const json = isCanonical ? JSON.stringify(value) : "";
      canonical += `${canonical === "" ? "" : ","}${label}${json}`;
    }
    const event: UncheckedEvent = {
      id: envelope.id,
      source: envelope.source,
      kind,
      service_request_id: envelope.subject,
      received_at: receivedAt,
      time: envelope.time,
      recorded_at: envelope.now,
      payload_hash: "",
      data: kept,
    };
    if (!isChecked(event)) {
      return { ok: false, rejection: describeSchemaError(validator.Errors(kept), "/data", envelope.version) };
    }
    if ("lat" in kept !== "long" in kept) {
      const missing = "lat" in kept ? "long" : "lat";
      return fail("missing_field", missing, "data.lat and data.long come together.");
    }
    const { lat, long } = kept;
    if (typeof lat === "number" && typeof long === "number" && !isPlacePair(lat, long)) {
      return fail("impossible_coordinate", "lat", "data.lat and data.long are no place, exchanged or not.");
    }
    event.payload_hash = hashPayload(envelope, canonical);
    return { ok: true, value: event };
  };
}

/** A list with its texts cleaned; what is no text is left for the schema to refuse. Null where a text cannot be kept. */
function cleanTexts(list: readonly unknown[]): unknown[] | null {
  const cleaned = list.map((one) => (typeof one === "string" ? cleanText(one) : one));
  return cleaned.includes(null) && !list.includes(null) ? null : cleaned;
}

/** First 32 hex digits of SHA-256 over the canonical JSON {data, source, subject, time, type}, `time` in epoch ms. */
function hashPayload({ source, subject, time, type }: EnvelopeFields, data: string): string {
  const payload = `{"data":{${data}},"source":${JSON.stringify(source)},"subject":${JSON.stringify(
    subject,
  )},"time":${time},"type":"${type}"}`;
  return hash("sha256", payload).slice(0, HASH_LENGTH);
}
