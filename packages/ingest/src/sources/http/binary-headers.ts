import { isUtf8 } from "node:buffer";

/** Headers of a request by their names in small letters, as Node gives them. */
export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>;

const PREFIX = "ce-";

/**
 * CloudEvents attributes of a request in binary mode, decoded as the HTTP binding says
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values):
 * quotes are taken off, then percent escapes are read once. Null for an escape that is no UTF-8.
 */
export function readBinaryHeaders(headers: HttpHeaders): Map<string, string> | null {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(PREFIX) || typeof value !== "string") continue;
    const decoded = decodeHeader(value);
    if (decoded === null) return null;
    attributes.set(name.slice(PREFIX.length), decoded);
  }
  return attributes;
}

function decodeHeader(value: string): string | null {
  const text = value.trim();
  const isQuoted = text.length >= 2 && text.startsWith('"') && text.endsWith('"');
  const plain = isQuoted ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
  // Node reads headers as Latin-1; senders that do not escape write UTF-8.
  const bytes = Buffer.from(plain, "latin1");
  const readable = isUtf8(bytes) ? bytes.toString("utf8") : plain;
  try {
    return readable.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => decodeURIComponent(escapes));
  } catch {
    return null;
  }
}
