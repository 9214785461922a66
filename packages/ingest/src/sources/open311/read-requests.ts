import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isRecord } from "../../decode/is-record.ts";
import { parseExactJson } from "./exact-json.ts";

/** Service requests as an answer or a file has them, or what it holds instead. */
export type ReadRequests =
  | { ok: true; requests: unknown[] }
  /** `isCut`: what came is no whole document, and may be one the next time. */
  | { ok: false; problem: string; isCut: boolean };

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  processEntities: true,
  removeNSPrefix: true,
});
/** A page for people says so at its beginning. */
const HTML = /<(!doctype )?html/i;
const BEGINNING = 1000;

/**
 * The requests in a text of GeoReport v2, in JSON or XML: an array, or an object that wraps one, nested as servers nest
 * them. Nothing, `null`, `[]` and `{}` are none. Errors, also those sent with status 200, pages for people, documents cut
 * off and lists of other things are problems.
 */
export function readRequestsText(text: string): ReadRequests {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { ok: true, requests: [] };
  if (trimmed.startsWith("<") && HTML.test(trimmed.slice(0, BEGINNING))) {
    return fail("with a web page, not with requests");
  }
  let body: unknown;
  try {
    body = trimmed.startsWith("<") ? parseXml(trimmed) : parseExactJson(trimmed);
  } catch {
    return { ok: false, problem: "with what is neither JSON nor XML, or is cut off", isCut: true };
  }
  const error = findError(body);
  if (error !== null) return fail(`with an error: ${error}`);
  const found = unwrap(body);
  if (found === null) return fail("with no list of service requests");
  if (found.length > 0 && !found.some(hasId)) return fail("with a list of what are no service requests");
  return { ok: true, requests: found };
}

function fail(problem: string): ReadRequests {
  return { ok: false, problem, isCut: false };
}

/** The parser by itself takes what is cut off for a shorter document. */
function parseXml(text: string): unknown {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new SyntaxError(verdict.err.msg);
  return parser.parse(text);
}

const WRAPPERS = ["service_requests", "requests", "request", "service_request", "results", "items", "data"];
const ERRORS = ["errors", "error"];

function unwrap(body: unknown): unknown[] | null {
  if (body === null || body === "") return [];
  if (Array.isArray(body)) {
    const parts = body.map((element) => (isNested(element) ? unwrap(element) : [element]));
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  }
  if (!isRecord(body)) return null;
  if (hasId(body)) return [body];
  const { "?xml": _declaration, ...rest } = body;
  if (Object.keys(rest).length === 0) return [];
  const key = WRAPPERS.find((name) => name in rest);
  return key === undefined ? null : unwrap(rest[key]);
}

/** An element that only wraps requests. */
function isNested(element: unknown): boolean {
  if (Array.isArray(element)) return true;
  return isRecord(element) && !hasId(element) && WRAPPERS.some((name) => name in element);
}

function hasId(element: unknown): boolean {
  return isRecord(element) && "service_request_id" in element;
}

/** What an answer says went wrong; null when it says nothing of the kind. */
function findError(body: unknown): string | null {
  if (Array.isArray(body)) {
    return body.reduce<string | null>((found, element) => found ?? findError(element), null);
  }
  if (!isRecord(body) || hasId(body)) return null;
  for (const name of ERRORS) {
    const error = body[name];
    if (error === undefined || error === null || error === false || error === "") continue;
    if (Array.isArray(error) && error.length === 0) continue;
    return findError(error) ?? describe(error);
  }
  if ("code" in body && "description" in body) return describe(`${body.code} ${body.description}`);
  const key = WRAPPERS.find((name) => name in body);
  return key === undefined ? null : findError(body[key]);
}

function describe(error: unknown): string {
  const text = typeof error === "string" ? error : JSON.stringify(error);
  return text.slice(0, 200);
}
