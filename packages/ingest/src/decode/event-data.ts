import { isUtf8 } from "node:buffer";
import type { Decoded, Rejection } from "./rejection.ts";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** The media type of a header or attribute, without its parameters: `application/json` of `Application/JSON; charset=utf-8`. */
export function mediaTypeOf(text: string): string {
  return (text.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** Whether data of that type are the JSON of our schema: a type of another vocabulary promises another shape. */
export function isJsonMediaType(text: string): boolean {
  return mediaTypeOf(text) === "application/json" || mediaTypeOf(text) === "text/json";
}

/** The bytes without the mark that some programs put before UTF-8. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.subarray(3) : bytes;
}

/** The JSON in UTF-8 bytes; undefined where there is none. */
export function parseJson(bytes: Uint8Array): unknown {
  const { buffer, byteOffset, byteLength } = withoutByteOrderMark(bytes);
  try {
    return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** An event whose data came as `data_base64`, as CloudEvents may carry them, with the data read. */
export function unpackData(
  event: Record<string, unknown>,
  version: string,
): Decoded<Record<string, unknown>> {
  // Nearly every event: it must not be copied.
  if (event.data_base64 === undefined) return { ok: true, value: event };
  const { data_base64, ...rest } = event;
  const fail = (code: Rejection["code"], message: string): Decoded<Record<string, unknown>> => ({
    ok: false,
    rejection: { code, pointer: "/data_base64", message: `data_base64 ${message}.`, schema_version: version },
  });
  if (rest.data !== undefined) return fail("bad_value", "must not come beside data");
  if (typeof data_base64 !== "string") return fail("wrong_type", "must be of type string");
  if (!BASE64.test(data_base64)) return fail("bad_value", "is not Base64");
  const bytes = Buffer.from(data_base64, "base64");
  const data = isUtf8(bytes) ? parseJson(bytes) : undefined;
  if (data === undefined) return fail("not_json", "holds no JSON");
  return { ok: true, value: { ...rest, data } };
}
