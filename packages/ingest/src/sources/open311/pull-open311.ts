import type { Clock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import type { Log } from "../../ports.ts";
import { acceptRequests, emptyRequestsSummary, type RequestsSummary } from "./accept-requests.ts";
import { type AskTuning, askEndpoint, PullError } from "./ask-endpoint.ts";
import { createOpen311Reader, type Open311Mapping, type Open311Reader } from "./open311.ts";

/**
 * By which time an endpoint is asked: `requested` is in the standard (start_date, end_date), `updated` is what many
 * servers have beside it (updated_after, updated_before) and what finds closed requests.
 */
export const PULL_ORDERS = ["requested", "updated"] as const;
type PullOrder = (typeof PULL_ORDERS)[number];

export interface PullOptions {
  /** Base of the API: its `requests.json` is asked. */
  endpoint: string;
  mapping: Open311Mapping;
  order: PullOrder;
  /** Where to begin when nothing has been pulled yet, epoch ms. */
  since: number;
  /** How far to look back behind what has been pulled, ms: requests may appear late, or be changed. */
  overlapMs: number;
  /** Sent as `jurisdiction_id` and `api_key`; the key never reaches a log or an error. */
  jurisdiction?: string;
  apiKey?: string;
  store: Pick<Store, "readPosition" | "writePosition">;
  ingester: Pick<Ingester, "accept">;
  clock: Clock;
  log: Log;
  tuning?: Partial<PullTuning>;
}

interface PullTuning extends AskTuning {
  pageSize: number;
  /** One question reaches over this long, ms; the standard allows 90 days. */
  windowMs: number;
}

const TUNING: PullTuning = {
  pageSize: 100,
  windowMs: 7 * 86_400_000,
  timeoutMs: 30_000,
  tries: 5,
  retryMs: 1000,
};
/** Ends the pull from a server that gives page after page without end. */
const MAX_PAGES = 10_000;
/** Servers are asked by whole seconds: no shorter span can be asked for. */
const MIN_SPAN_MS = 1000;
/** No server is known to give fewer requests than this where it has more. */
const MIN_CAP = 10;

export interface PullSummary extends RequestsSummary {
  pages: number;
  /** Pulled up to here, epoch ms: where the next pull goes on. */
  until: number;
}

/**
 * Pulls what is new at an Open311 endpoint, window by window and page by page, until now. The position (high-water
 * mark) is written after each window that is durable; overlaps and repetitions change nothing.
 * @throws PullError, IngestStoppedError
 */
export async function pullOpen311(options: PullOptions): Promise<PullSummary> {
  const { store, clock, overlapMs, log } = options;
  const tuning = { ...TUNING, ...options.tuning };
  const key = `open311:${options.mapping.feed}`;
  const read = createOpen311Reader(options.mapping);
  const end = clock.now();
  const known = readMark(await store.readPosition(key));
  const first = known === null ? options.since : known - overlapMs;
  const summary = { ...emptyRequestsSummary(), pages: 0, until: Math.min(first, end) };
  const state: PullState = { read, summary, tuning, seen: new Set(), largestWhole: 0 };
  for (let from = first; from < end; from += tuning.windowMs) {
    const to = Math.min(end, from + tuning.windowMs);
    state.seen = new Set();
    await pullSpan({ from, to }, options, state);
    summary.until = Math.max(to, known ?? to);
    await store.writePosition(key, JSON.stringify({ until: new Date(summary.until).toISOString() }));
    log.info({ feed: options.mapping.feed, until: summary.until, requests: summary.requests }, "pulled");
  }
  return summary;
}

function readMark(text: string | null): number | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  const isMark = typeof value === "object" && value !== null && "until" in value;
  const until = isMark ? Date.parse(String(value.until)) : Number.NaN;
  if (Number.isNaN(until)) throw new PullError("the stored position of this feed cannot be read");
  return until;
}

/** What one pull knows of its server. */
interface PullState {
  read: Open311Reader;
  summary: PullSummary;
  tuning: PullTuning;
  /** Ids taken in the present window, of all its parts. */
  seen: Set<string>;
  /** Most requests of an answer of a server that ignores pages: what it gives at most, as far as is known. */
  largestWhole: number;
}

/**
 * Takes one span of time: page after page, by whatever size the server gives, until a page is empty or has nothing new. A
 * server that ignores pages is asked for ever shorter spans while its answers may be cut off.
 * @throws PullError when neither pages nor spans bring an end
 */
async function pullSpan(
  span: { from: number; to: number },
  options: PullOptions,
  state: PullState,
): Promise<void> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const address = addressOf({ ...span, page }, options, state.tuning);
    const requests = await askEndpoint(address, options.mapping.feed, options.log, state.tuning);
    state.summary.pages += 1;
    const fresh = await takeFresh(requests, options, state);
    if (requests.length === 0) return;
    if (fresh > 0 || page === 1) continue;
    // Page after page the same: such a server gives all it has of a span, or as many as it ever gives.
    const isCut = page === 2 && requests.length >= Math.max(MIN_CAP, state.largestWhole);
    state.largestWhole = Math.max(state.largestWhole, requests.length);
    if (isCut) await pullHalves(span, requests.length, options, state);
    return;
  }
  throw new PullError(`the endpoint gave ${MAX_PAGES} pages and no end`);
}

async function pullHalves(
  { from, to }: { from: number; to: number },
  given: number,
  options: PullOptions,
  state: PullState,
): Promise<void> {
  if (to - from <= MIN_SPAN_MS) {
    throw new PullError(
      `the endpoint of ${options.mapping.feed} ignores pages and gives ${given} requests even for the second from ` +
        `${new Date(from).toISOString()}: it may hold more, and nothing asks for the rest`,
    );
  }
  const middle = from + Math.ceil((to - from) / 2 / MIN_SPAN_MS) * MIN_SPAN_MS;
  await pullSpan({ from, to: middle }, options, state);
  await pullSpan({ from: middle, to }, options, state);
}

/** Takes those of an answer that are new in this window. @returns how many those were */
async function takeFresh(
  requests: readonly unknown[],
  options: PullOptions,
  { seen, read, summary }: PullState,
): Promise<number> {
  const fresh = requests.filter((request) => !seen.has(idOf(request)));
  for (const request of fresh) seen.add(idOf(request));
  const batch = {
    requests: fresh,
    originOf: (request: unknown): Origin => ({
      kind: "open311",
      feed: options.mapping.feed,
      request: idOf(request),
    }),
  };
  await acceptRequests(batch, { ingester: options.ingester, read, now: options.clock.now() }, summary);
  return fresh.length;
}

/** Its id, or all of it where it has none. */
function idOf(request: unknown): string {
  const hasId = typeof request === "object" && request !== null && "service_request_id" in request;
  return hasId ? String(request.service_request_id) : JSON.stringify(request);
}

function addressOf(
  { from, to, page }: { from: number; to: number; page: number },
  { endpoint, order, jurisdiction, apiKey }: PullOptions,
  { pageSize }: PullTuning,
): URL {
  const address = new URL("requests.json", endpoint.endsWith("/") ? endpoint : `${endpoint}/`);
  const names = order === "requested" ? ["start_date", "end_date"] : ["updated_after", "updated_before"];
  for (const [index, time] of [from, to].entries()) {
    address.searchParams.set(names[index] ?? "", new Date(time).toISOString().replace(/\.\d+Z$/, "Z"));
  }
  address.searchParams.set("page", String(page));
  address.searchParams.set("page_size", String(pageSize));
  if (jurisdiction !== undefined) address.searchParams.set("jurisdiction_id", jurisdiction);
  if (apiKey !== undefined) address.searchParams.set("api_key", apiKey);
  return address;
}
