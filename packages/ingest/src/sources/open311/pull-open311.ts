import type { Clock } from "@toancanh/contracts";
import type { Store } from "@toancanh/store";
import type { Origin } from "../../origin.ts";
import type { Log } from "../../ports.ts";
import {
  createSnapshotTaker,
  type SnapshotIngester,
  type SnapshotTaker,
} from "../snapshots/snapshot-taker.ts";
import { acceptRequests, emptyRequestsSummary, type RequestsSummary } from "./accept-requests.ts";
import { type AskTuning, askEndpoint, PullError } from "./ask-endpoint.ts";
import { createOpen311Reader, type Open311Mapping, type Open311Reader } from "./open311.ts";
import { addressOfPage, MIN_SPAN_MS, type PullServer, type Span } from "./page-address.ts";
import { findFirstPage } from "./page-numbers.ts";

export interface PullOptions extends PullServer {
  mapping: Open311Mapping;
  /** Where to begin when nothing has been pulled yet, epoch ms. */
  since: number;
  /** How far to look back behind what has been pulled, ms: requests may appear late, or be changed. */
  overlapMs: number;
  onProgress?: (progress: PullProgress) => void;
  store: Pick<Store, "readPosition" | "writePosition">;
  ingester: SnapshotIngester;
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
/** No server is known to give fewer requests than this where it has more. */
const MIN_CAP = 10;
/** With so many of a window all refused, it is not the requests that are odd but the way to read them. */
const MIN_REFUSED = 20;
/** No server is known to end its pages before it has given so many requests, whatever there are. */
const MIN_TOTAL = 500;
/** Readings of the same pages before they count as never still. */
const MAX_ROUNDS = 10;

/** How far a pull is: the span it reads, of `since` or the mark until now, epoch ms. */
interface PullProgress extends Span {
  /** Taken so far. */
  requests: number;
}

export interface PullSummary extends RequestsSummary {
  pages: number;
  /** Pulled up to here, epoch ms: where the next pull goes on. */
  until: number;
}

/**
 * Pulls what is new at an Open311 endpoint, window by window and page by page, until now. The position (high-water
 * mark) is written after each window that is durable; overlaps and repetitions change nothing.
 * @throws PullError saying up to where all was taken; IngestStoppedError
 */
export async function pullOpen311(options: PullOptions): Promise<PullSummary> {
  const { store, clock, overlapMs, mapping } = options;
  const tuning = { ...TUNING, ...options.tuning };
  const key = `open311:${mapping.feed}`;
  const known = readMark(await store.readPosition(key));
  const first = known === null ? options.since : known - overlapMs;
  const summary = { ...emptyRequestsSummary(), pages: 0, until: Math.min(first, clock.now()) };
  const read = createOpen311Reader(mapping);
  const state: PullState = {
    read,
    taker: createSnapshotTaker(options.ingester, () => clock.now()),
    summary,
    tuning,
    first,
    seen: new Set(),
    largestWhole: 0,
    isAnswered: known !== null,
    refusal: null,
    firstPage: options.server?.first_page ?? null,
  };
  let mark = known;
  try {
    // What changed while the pull ran lies behind the moment at which it began.
    for (let from = first, lap = 1, end = clock.now(); lap <= 2; lap += 1, end = clock.now()) {
      for (; from < end; from = Math.min(end, from + tuning.windowMs)) {
        const to = Math.min(end, from + tuning.windowMs);
        state.seen = new Set();
        state.refusal = null;
        const before = { requests: summary.requests, rejected: summary.rejected };
        await pullSpan({ from, to }, options, state);
        refuseIfNoneCounts(before, state);
        summary.until = Math.max(to, known ?? to);
        if (!state.isAnswered) continue;
        await store.writePosition(key, JSON.stringify({ until: new Date(summary.until).toISOString() }));
        mark = summary.until;
        options.log.info({ feed: mapping.feed, until: mark, requests: summary.requests }, "pulled");
      }
    }
    if (!state.isAnswered && summary.pages > 0) {
      throw new PullError(
        `the endpoint of ${mapping.feed} answered every question with 404: check its address`,
      );
    }
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    const until =
      mark === null ? "nothing is marked as pulled" : `pulled up to ${new Date(mark).toISOString()}`;
    throw new PullError(`${error.message} (${until}; the next pull goes on from there)`, { cause: error });
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
  taker: SnapshotTaker;
  summary: PullSummary;
  tuning: PullTuning;
  /** Where all questions of this pull begin, epoch ms. */
  first: number;
  /** Ids taken in the present window, of all its parts. */
  seen: Set<string>;
  /** Most requests of an answer of a server that ignores pages: what it gives at most, as far as is known. */
  largestWhole: number;
  /** An answer other than 404 has come, now or at an earlier pull. */
  isAnswered: boolean;
  /** Why the first request of the present window that cannot be read was refused. */
  refusal: string | null;
  /** Number of the server's first page; null until an answer has shown it. */
  firstPage: number | null;
}

/**
 * Takes one span of time: page after page, by whatever size the server gives, until a page is empty or has nothing new. A
 * server that ignores pages, or repeats one and leaves another out, is asked for ever shorter spans while its answers may
 * be cut off, and so is one whose last page is as full as its first after many: servers end at 1,000 or 10,000. Requests
 * that change while pages are read move others over to pages already read: all but the first page are read again, and
 * when they are not the same any more all of them.
 * @throws PullError when neither pages nor spans bring an end
 */
async function pullSpan(span: Span, options: PullOptions, state: PullState): Promise<void> {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const read = await pullPages(span, 1, options, state);
    const isCut = read.isWhole && read.given >= Math.max(MIN_CAP, state.largestWhole);
    if (read.isWhole) state.largestWhole = Math.max(state.largestWhole, read.given);
    if (isCut || read.hasGap) return pullHalves(span, read.given, options, state);
    if (read.isWhole || read.pages <= 1) return;
    const mayEndEarly = read.total >= MIN_TOTAL && read.given >= read.firstGiven;
    if (mayEndEarly && span.to - span.from > MIN_SPAN_MS) {
      return pullHalves(span, read.given, options, state);
    }
    const again = await pullPages(span, 2, options, state);
    if (again.beyondFirst === read.beyondFirst) return;
  }
  throw new PullError(`the pages of ${options.mapping.feed} change faster than they can be read`);
}

/** What the pages of a span gave. */
interface ReadPages {
  /** Pages that had requests. */
  pages: number;
  /** Requests of the first page, of the last one that had any, and of all. */
  firstGiven: number;
  given: number;
  total: number;
  /** Ids of the requests beyond the first page, in the order of the pages. */
  beyondFirst: string;
  /** The second page is the first again: the server ignores pages, or has no more. */
  isWhole: boolean;
  /** A page was an earlier one again, and the next one was not: what it should have held is missing. */
  hasGap: boolean;
}

async function pullPages(
  span: Span,
  fromPage: number,
  options: PullOptions,
  state: PullState,
): Promise<ReadPages> {
  const { mapping, log } = options;
  const inPages = new Set<string>();
  const result: ReadPages = {
    pages: 0,
    firstGiven: 0,
    given: 0,
    total: 0,
    beyondFirst: "",
    isWhole: false,
    hasGap: false,
  };
  let hasRepeated = false;
  for (let page = fromPage; page <= MAX_PAGES; page += 1) {
    const askPage = (number: number) => {
      const address = addressOfPage({ ...span, page: number }, options, state);
      return askEndpoint(address, mapping.feed, log, state.tuning);
    };
    const { requests, isFound } = await askPage(page - 1 + (state.firstPage ?? 1));
    state.isAnswered ||= isFound;
    state.summary.pages += 1;
    const ids = requests.map(idOf);
    if (page === 1 && state.firstPage === null) {
      state.firstPage = await findFirstPage(ids, async () => (await askPage(0)).requests.map(idOf));
      if (state.firstPage === 0) return pullPages(span, 1, options, state);
    }
    if (requests.length === 0) return result;
    await takeFresh(requests, options, state);
    const isRepeated = ids.every((id) => inPages.has(id));
    for (const id of ids) inPages.add(id);
    if (page > 1) result.beyondFirst += `${JSON.stringify(ids)}\n`;
    if (page === 1) result.firstGiven = ids.length;
    result.given = ids.length;
    result.total += ids.length;
    result.isWhole = isRepeated && page === 2;
    if (result.isWhole || (isRepeated && hasRepeated)) return result;
    result.hasGap ||= hasRepeated && !isRepeated;
    hasRepeated = isRepeated;
    result.pages = page;
    options.onProgress?.({ ...span, requests: state.summary.requests });
  }
  throw new PullError(`the endpoint of ${mapping.feed} gave ${MAX_PAGES} pages and no end`);
}

async function pullHalves(
  { from, to }: Span,
  given: number,
  options: PullOptions,
  state: PullState,
): Promise<void> {
  if (to - from <= MIN_SPAN_MS) {
    throw new PullError(
      `the endpoint of ${options.mapping.feed} ignores or repeats pages and gives ${given} requests even for the second ` +
        `from ${new Date(from).toISOString()}: it may hold more, and nothing asks for the rest`,
    );
  }
  const middle = from + Math.ceil((to - from) / 2 / MIN_SPAN_MS) * MIN_SPAN_MS;
  await pullSpan({ from, to: middle }, options, state);
  await pullSpan({ from: middle, to }, options, state);
}

/** Takes those of an answer that are new in this window. */
async function takeFresh(
  requests: readonly unknown[],
  options: PullOptions,
  state: PullState,
): Promise<void> {
  const { seen, read, taker, summary } = state;
  const fresh = requests.filter((request) => !seen.has(idOf(request)));
  for (const request of fresh) seen.add(idOf(request));
  const now = options.clock.now();
  const batch = {
    requests: fresh,
    takenAt: now,
    originOf: (request: unknown): Origin => ({
      kind: "open311",
      feed: options.mapping.feed,
      request: idOf(request),
    }),
  };
  const refusal = await acceptRequests(batch, { taker, read, now }, summary);
  state.refusal ??= refusal;
}

/** @throws PullError for a window none of whose many requests could be read: a mark behind it would call it pulled */
function refuseIfNoneCounts(
  before: Pick<PullSummary, "requests" | "rejected">,
  { summary, refusal }: PullState,
): void {
  const count = summary.requests - before.requests;
  if (refusal === null || count < MIN_REFUSED || summary.rejected - before.rejected < count) return;
  throw new PullError(
    `none of ${count} requests could be taken, the first one because ${refusal} They are dead letters; ` +
      "settings of the feed (docs/connect.md) say how its server writes",
  );
}

/** Its id, or all of it where it has none. */
function idOf(request: unknown): string {
  const hasId = typeof request === "object" && request !== null && "service_request_id" in request;
  return hasId ? String(request.service_request_id) : JSON.stringify(request);
}
