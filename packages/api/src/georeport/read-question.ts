import { readIsoTime } from "@toancanh/domain";
import { Open311Error } from "./open311-error.ts";

/** What a query may say, by route. A name that is not here would be passed over in silence. */
export const ASKABLE = {
  plain: ["jurisdiction_id", "api_key"],
  request: ["jurisdiction_id", "api_key", "extensions"],
  requests: [
    "jurisdiction_id",
    "api_key",
    "service_request_id",
    "service_code",
    "start_date",
    "end_date",
    "status",
    "page",
    "page_size",
    "updated_after",
    "updated_before",
    "extensions",
  ],
} as const;

/** A query as it is written in an address, each name once. */
export type Query = Readonly<Record<string, string>>;

/** Epoch ms, both included. */
interface Span {
  from: number;
  to: number;
}

/** Which requests are asked for. */
export interface RequestsQuestion {
  /** Ids, which set every other filter aside; null for all. */
  ids: string[] | null;
  /** Service codes; null for all that the caller may see. */
  services: string[] | null;
  /** When they were received; null for any time. */
  requested: Span | null;
  /** When what is told of them last changed; null for any time. */
  updated: Span | null;
  status: "open" | "closed" | null;
  page: number;
  pageSize: number;
  extensions: boolean;
}

const DAY_MS = 86_400_000;
/** "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest." */
const MAX_SPAN_DAYS = 90;
const MAX_SPAN_MS = MAX_SPAN_DAYS * DAY_MS;
const MAX_PAGE_SIZE = 1000;
const MAX_PAGE = 1_000_000;
const MAX_LISTED = 1000;

/**
 * A query whose names are all known and given once, for the jurisdiction that is served.
 * @throws Open311Error
 */
export function readQuery(
  asked: unknown,
  askable: readonly string[],
  jurisdiction: string | undefined,
): Query {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(Object(asked))) {
    if (!askable.includes(name)) {
      throw new Open311Error(400, `${name} is not known here. Known are ${askable.join(", ")}.`);
    }
    if (typeof value !== "string") throw new Open311Error(400, `${name} is given more than once.`);
    if (value.trim() !== "") query[name] = value.trim().normalize("NFC");
  }
  const { jurisdiction_id: named } = query;
  if (named !== undefined && named !== jurisdiction) {
    const served = jurisdiction === undefined ? "leave it out" : `this server has ${jurisdiction}`;
    throw new Open311Error(404, `jurisdiction_id ${JSON.stringify(named)} was not found: ${served}.`);
  }
  return query;
}

/**
 * The question of GET requests. Without dates it is about the last 90 days, with one of them about 90 days from or to
 * it, and by the time of an update about requests of any age.
 * @param now until when things are told, epoch ms
 * @throws Open311Error
 */
export function readRequestsQuestion(query: Query, now: number): RequestsQuestion {
  const paged = {
    page: readNumber(query, "page", MAX_PAGE) ?? 1,
    pageSize: readNumber(query, "page_size", MAX_PAGE_SIZE) ?? MAX_PAGE_SIZE,
    extensions: readExtensions(query),
  };
  const ids = readList(query, "service_request_id");
  if (ids !== null) {
    return { ids, services: null, requested: null, updated: null, status: null, ...paged };
  }
  const updated = readSpan(query, "updated_after", "updated_before");
  const requested = readSpan(query, "start_date", "end_date");
  const last = { from: now - MAX_SPAN_MS, to: now };
  return {
    ids,
    services: readList(query, "service_code"),
    requested: requested ?? (updated === null ? last : null),
    updated,
    status: readStatus(query),
    ...paged,
  };
}

export function readExtensions({ extensions }: Query): boolean {
  if (extensions === undefined || extensions === "false") return false;
  if (extensions === "true") return true;
  throw new Open311Error(400, `extensions must be true or false, not ${JSON.stringify(extensions)}.`);
}

function readList(query: Query, name: string): string[] | null {
  const text = query[name];
  if (text === undefined) return null;
  const listed = text.split(",").map((one) => one.trim());
  const given = [...new Set(listed.filter((one) => one !== ""))];
  if (given.length === 0)
    throw new Open311Error(400, `${name} names nothing: give it a value or leave it out.`);
  if (given.length > MAX_LISTED) {
    throw new Open311Error(
      400,
      `${name} names ${given.length} and may name ${MAX_LISTED}: ask several times.`,
    );
  }
  return given;
}

function readStatus(query: Query): RequestsQuestion["status"] {
  const named = readList(query, "status");
  const wrong = named?.find((one) => one !== "open" && one !== "closed");
  if (wrong !== undefined) {
    throw new Open311Error(400, `status must be open, closed or both, not ${JSON.stringify(wrong)}.`);
  }
  if (named === null || named.length === 2) return null;
  return named.includes("open") ? "open" : "closed";
}

function readNumber(query: Query, name: string, most: number): number | null {
  const text = query[name];
  if (text === undefined) return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw new Open311Error(
      400,
      `${name} must be a whole number from 1 to ${most}, not ${JSON.stringify(text)}.`,
    );
  }
  return number;
}

function readSpan(query: Query, first: string, last: string): Span | null {
  const from = readTime(query, first);
  const to = readTime(query, last);
  if (from === null && to === null) return null;
  const span = { from: from ?? (to ?? 0) - MAX_SPAN_MS, to: to ?? (from ?? 0) + MAX_SPAN_MS };
  if (span.to < span.from) throw new Open311Error(400, `${last} lies before ${first}.`);
  if (span.to - span.from > MAX_SPAN_MS) {
    throw new Open311Error(
      400,
      `${first} and ${last} may lie ${MAX_SPAN_DAYS} days apart and no more: ask several times.`,
    );
  }
  return span;
}

function readTime(query: Query, name: string): number | null {
  const text = query[name];
  if (text === undefined) return null;
  // A plus sign that was not percent-encoded arrives as a space.
  const time = readIsoTime(text.replace(/ (?=\d{2}:?\d{2}$)/, "+"), null);
  if (time !== null) return time;
  throw new Open311Error(
    400,
    `${name} must be a date-time with its offset, like 2026-01-31T00:00:00Z, not ${JSON.stringify(text)}.`,
  );
}
