import { isJsonMediaType, mediaTypeOf, withoutByteOrderMark } from "../../decode/event-data.ts";
import type { RawItem } from "../../ingest-options.ts";
import { composeEvent, isBinaryMode } from "../binary-mode.ts";
import { type HttpHeaders, readBinaryHeaders } from "./binary-headers.ts";
import { firstByte, splitJsonArray } from "./split-json-array.ts";

/** Events one request may bring. */
export const MAX_HTTP_EVENTS = 10_000;

/** Media types of POST /api/v1/events. `application/json` may hold one event or an array of them. */
const EVENT_MEDIA_TYPES = [
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "application/json",
] as const;

type BodyProblemCode = "unsupported_media_type" | "bad_header" | "empty" | "not_json" | "too_many_events";

/** Why a request as a whole cannot be taken; nothing of it was stored. */
export interface BodyProblem {
  status: 400 | 413 | 415;
  code: BodyProblemCode;
  detail: string;
}

export type ReadBody = { ok: true; items: RawItem[] } | { ok: false; problem: BodyProblem };

const OPEN_ARRAY = 0x5b;

/**
 * The events in the body of a request, each with its own bytes for {@link Ingester.accept}; one that is
 * broken among others becomes a dead letter there. A body that is no JSON, empty or too long is a problem of
 * the request. `contentType` is the header's value, parameters included; `headers` hold the attributes of an event in
 * binary mode.
 */
export function readEventsBody(
  bytes: Uint8Array,
  contentType: string | undefined,
  headers: HttpHeaders = {},
): ReadBody {
  const mediaType = mediaTypeOf(contentType ?? "");
  const body = withoutByteOrderMark(bytes);
  if (!mediaType.startsWith("application/cloudevents")) {
    const attributes = readBinaryHeaders(headers);
    if (attributes === null) {
      return fail(400, "bad_header", "A ce- header has a percent escape that is no UTF-8.");
    }
    if (isBinaryMode(attributes)) return readBinaryEvent(attributes, contentType, body);
  }
  if (!EVENT_MEDIA_TYPES.some((known) => known === mediaType)) {
    return fail(415, "unsupported_media_type", `Send the events as ${EVENT_MEDIA_TYPES.join(" or ")}.`);
  }
  const first = firstByte(body);
  if (first === undefined)
    return fail(400, "empty", "The body is empty: send one event or an array of them.");
  const isArray = first === OPEN_ARRAY;
  const mayBeArray = mediaType !== "application/cloudevents+json";
  const mayBeObject = mediaType !== "application/cloudevents-batch+json";
  if (isArray && !mayBeArray) {
    return fail(400, "not_json", "An array of events goes as application/cloudevents-batch+json.");
  }
  if (!isArray) {
    if (!mayBeObject) return fail(400, "not_json", "application/cloudevents-batch+json is a JSON array.");
    if (!isJson(body)) return fail(400, "not_json", "The body is not valid JSON, or it is cut off.");
    return { ok: true, items: [{ raw: body }] };
  }
  const elements = splitJsonArray(body, MAX_HTTP_EVENTS);
  if (elements === null) return fail(400, "not_json", "The body is not valid JSON, or it is cut off.");
  if (elements.length === 0) return fail(400, "empty", "The array holds no event.");
  if (elements.length > MAX_HTTP_EVENTS) {
    return fail(413, "too_many_events", `One request may bring at most ${MAX_HTTP_EVENTS} events.`);
  }
  return { ok: true, items: elements.map((raw) => ({ raw })) };
}

/** One event whose attributes are headers: its data are the body. */
function readBinaryEvent(
  attributes: ReadonlyMap<string, string>,
  contentType: string | undefined,
  body: Uint8Array,
): ReadBody {
  if (contentType !== undefined && contentType !== "" && !isJsonMediaType(contentType)) {
    return fail(
      415,
      "unsupported_media_type",
      "Send the data of an event with ce- headers as application/json.",
    );
  }
  return { ok: true, items: [{ raw: composeEvent(attributes, contentType, body) }] };
}

function fail(status: BodyProblem["status"], code: BodyProblemCode, detail: string): ReadBody {
  return { ok: false, problem: { status, code, detail } };
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}
