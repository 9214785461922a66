import { isUtf8 } from "node:buffer";
import { isJsonMediaType, parseJson, withoutByteOrderMark } from "../decode/event-data.ts";

/** Attributes that the data themselves give. */
const DATA_NAMES = new Set(["data", "data_base64", "datacontenttype"]);
/** What makes attributes an event in binary mode. */
const CORE_NAMES = ["specversion", "id", "source", "type"];

/** Whether attributes beside a body are those of a CloudEvent. */
export function isBinaryMode(attributes: ReadonlyMap<string, string>): boolean {
  return CORE_NAMES.some((name) => attributes.has(name));
}

/**
 * A CloudEvent in binary mode as the structured JSON that says the same, so that it is read, kept and replayed like any
 * other. What is no JSON goes into `data_base64`, where decoding refuses it by name.
 */
export function composeEvent(
  attributes: ReadonlyMap<string, string>,
  contentType: string | undefined,
  body: Uint8Array,
): Buffer {
  const known: Record<string, string> = {};
  for (const [name, value] of attributes) if (!DATA_NAMES.has(name)) known[name] = value;
  if (contentType !== undefined && contentType !== "") known.datacontenttype = contentType;
  const head = JSON.stringify(known);
  if (body.length === 0) return Buffer.from(head);
  const data = withoutByteOrderMark(body);
  const isJson = contentType === undefined || contentType === "" || isJsonMediaType(contentType);
  const canStand = isJson && isUtf8(data) && parseJson(data) !== undefined;
  const member = canStand
    ? Buffer.concat([Buffer.from('"data":'), data])
    : Buffer.from(`"data_base64":${JSON.stringify(Buffer.from(body).toString("base64"))}`);
  const comma = head === "{}" ? "" : ",";
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)}${comma}`), member, Buffer.from("}")]);
}
