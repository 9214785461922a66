import { XMLParser } from "fast-xml-parser";
import { isRecord } from "../../decode/is-record.ts";

/** Service requests as an answer or a file has them, or what it holds instead. */
export type ReadRequests = { ok: true; requests: unknown[] } | { ok: false; problem: string };

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true, processEntities: true });

/**
 * The requests in a text of GeoReport v2, in JSON or XML: an array, an object with one in `service_requests`, `requests` or
 * `request`, nested as servers nest them. Nothing, `null`, `[]` and `{}` are none. Errors of GeoReport, also those sent with
 * status 200, and pages for people are problems.
 */
export function readRequestsText(text: string): ReadRequests {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { ok: true, requests: [] };
  if (/^<(!doctype )?html/i.test(trimmed))
    return { ok: false, problem: "with a web page, not with requests" };
  try {
    return readRequests(trimmed.startsWith("<") ? parser.parse(trimmed) : JSON.parse(trimmed));
  } catch {
    return { ok: false, problem: "with what is neither JSON nor XML" };
  }
}

/** The same of a body already parsed. */
function readRequests(body: unknown): ReadRequests {
  const found = unwrap(body);
  if (found === null) return { ok: false, problem: "with no list of service requests" };
  const error = found.find(isGeoReportError);
  if (error !== undefined) return { ok: false, problem: `with an error: ${describe(error)}` };
  return { ok: true, requests: found };
}

const WRAPPERS = ["service_requests", "requests", "request", "errors", "error"];

function unwrap(body: unknown): unknown[] | null {
  if (body === null || body === "") return [];
  if (Array.isArray(body))
    return body.flatMap((element) => (isWrapper(element) ? (unwrap(element) ?? []) : [element]));
  if (!isRecord(body)) return null;
  const { "?xml": _declaration, ...rest } = body;
  const keys = Object.keys(rest);
  if (keys.length === 0) return [];
  const key = WRAPPERS.find((name) => name in rest);
  if (key !== undefined) return unwrap(rest[key]);
  return "service_request_id" in rest || isGeoReportError(rest) ? [rest] : null;
}

/** An element that only wraps requests: it has no id of its own. */
function isWrapper(element: unknown): boolean {
  return isRecord(element) && !("service_request_id" in element) && WRAPPERS.some((name) => name in element);
}

function isGeoReportError(element: unknown): element is Record<string, unknown> {
  return (
    isRecord(element) && !("service_request_id" in element) && "code" in element && "description" in element
  );
}

function describe({ code, description }: Record<string, unknown>): string {
  return `${String(code)} ${String(description)}`.slice(0, 200);
}
