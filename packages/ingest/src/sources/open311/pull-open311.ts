import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import type { Log } from "../../ports.ts";
import { acceptRequests, emptyRequestsSummary, type RequestsSummary } from "./accept-requests.ts";
import {
  createOpen311Reader,
  type Open311Mapping,
  type Open311Reader,
  readServiceRequests,
} from "./open311.ts";

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

interface PullTuning {
  pageSize: number;
  /** One question reaches over this long, ms; the standard allows 90 days. */
  windowMs: number;
  timeoutMs: number;
  tries: number;
  retryMs: number;
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
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The endpoint does not give what it should; what was pulled before stays. */
export class PullError extends Error {
  readonly code = "pull_failed";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PullError";
  }
}

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
  for (let from = first; from < end; from += tuning.windowMs) {
    const to = Math.min(end, from + tuning.windowMs);
    await pullWindow({ from, to }, options, tuning, read, summary);
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

async function pullWindow(
  { from, to }: { from: number; to: number },
  options: PullOptions,
  tuning: PullTuning,
  read: Open311Reader,
  summary: PullSummary,
): Promise<void> {
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    if (page > MAX_PAGES) throw new PullError(`the endpoint gave ${MAX_PAGES} pages and no end`);
    const requests = await askPage(addressOf({ from, to, page }, options, tuning), options, tuning);
    summary.pages += 1;
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
    const context = { ingester: options.ingester, read, now: options.clock.now() };
    await acceptRequests(batch, context, summary);
    // The last page is short. A server without pages gives the same requests again for every page.
    if (requests.length < tuning.pageSize || fresh.length === 0) return;
  }
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

/** Asks until answered, with growing pauses; an answer that more asking cannot mend is an error at once. */
async function askPage(address: URL, { log, mapping }: PullOptions, tuning: PullTuning): Promise<unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    let reason: string;
    try {
      const response = await fetch(address, {
        signal: AbortSignal.timeout(tuning.timeoutMs),
        headers: { accept: "application/json" },
      });
      if (response.ok) return await readPage(response);
      reason = `status ${response.status}`;
      const mayPass = response.status === 429 || response.status >= 500;
      if (!mayPass) throw new PullError(`the endpoint of ${mapping.feed} refused: ${reason}`);
    } catch (error) {
      if (error instanceof PullError) throw error;
      reason = error instanceof Error ? error.name : "unknown";
    }
    if (attempt >= tuning.tries) {
      throw new PullError(`the endpoint of ${mapping.feed} did not answer (${reason}, ${attempt} tries)`);
    }
    log.warn({ feed: mapping.feed, attempt, reason }, "the endpoint did not answer, will ask again");
    await sleep(tuning.retryMs * 2 ** (attempt - 1));
  }
}

async function readPage(response: Response): Promise<unknown[]> {
  const text = await response.text();
  if (text.length > MAX_BODY_BYTES) throw new PullError("the endpoint's answer is larger than 64 MiB");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new PullError("the endpoint's answer is not valid JSON", { cause: error });
  }
  const requests = readServiceRequests(body);
  if (requests === null) throw new PullError("the endpoint's answer is no array of service requests");
  return requests;
}
