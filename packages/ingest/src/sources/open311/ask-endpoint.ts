import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../ports.ts";
import { readRequestsText } from "./read-requests.ts";

const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** A server that asks for more patience than this is asked again at the next pull. */
const MAX_RETRY_AFTER_S = 120;
/** Statuses beside 5xx after which the same question may be answered: time-out, too early, too many. */
const PASSING_STATUSES = [408, 425, 429];

export interface AskTuning {
  timeoutMs: number;
  tries: number;
  /** First pause between two tries; each following one is twice as long. */
  retryMs: number;
}

/** The endpoint does not give what it should; what was pulled before stays. */
export class PullError extends Error {
  readonly code = "pull_failed";
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PullError";
  }
}

interface Answer {
  requests: unknown[];
  /** False for an answer 404, which may mean that there are none, or that the address is wrong. */
  isFound: boolean;
}

/** Why a try failed that may be repeated, and how long to wait if the server says so. */
interface PassingFailure {
  reason: string;
  pauseMs: number | null;
}

/**
 * The service requests of one answer, asked for until answered: after 429, 5xx, lost connections and bodies cut off with
 * growing pauses, or as long as Retry-After says. 404 means that there are none.
 * @throws PullError for whatever more asking cannot mend
 */
export async function askEndpoint(address: URL, feed: string, log: Log, tuning: AskTuning): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOnce(address, feed, tuning.timeoutMs);
    if ("requests" in answer) return answer;
    const { reason } = answer;
    if (attempt >= tuning.tries) {
      throw new PullError(`the endpoint of ${feed} did not answer (${reason}, ${attempt} tries)`);
    }
    const pauseMs = answer.pauseMs ?? tuning.retryMs * 2 ** (attempt - 1);
    log.warn({ feed, attempt, reason, pause_ms: pauseMs }, "the endpoint did not answer, will ask again");
    await sleep(pauseMs);
  }
}

/** @throws PullError for an answer that will be the same the next time */
async function askOnce(address: URL, feed: string, timeoutMs: number): Promise<Answer | PassingFailure> {
  let status: number;
  let headers: Headers;
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: "application/json, text/xml;q=0.9, application/xml;q=0.9" },
    });
    ({ status, headers } = response);
    bytes = await response.arrayBuffer();
  } catch (error) {
    return { reason: nameOf(error), pauseMs: null };
  }
  if (status >= 500 || PASSING_STATUSES.includes(status)) {
    return { reason: `status ${status}`, pauseMs: readRetryAfter(headers, feed) };
  }
  const text = decodeBody(bytes, headers.get("content-type") ?? "");
  if (status === 404) return readNotFound(text, feed);
  if (status < 200 || status > 299) {
    const cure = status === 401 || status === 403 ? "; does it want another OPEN311_API_KEY?" : "";
    throw new PullError(`the endpoint of ${feed} refused: status ${status}${cure}`);
  }
  if (bytes.byteLength > MAX_BODY_BYTES) {
    throw new PullError(`the endpoint of ${feed} gave an answer larger than 64 MiB`);
  }
  const read = readRequestsText(text);
  if (read.ok) return { requests: read.requests, isFound: true };
  if (read.isCut) return { reason: `an answer ${read.problem}`, pauseMs: null };
  throw new PullError(`the endpoint of ${feed} answered ${read.problem}`);
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}

/** Some servers answer 404 where a span has no requests; one that speaks of the question itself is no such answer. */
function readNotFound(text: string, feed: string): Answer {
  const isPage = /<html/i.test(text);
  const isOfQuestion =
    /\b(url|route|endpoint|path|method|jurisdiction(_id)?|api[_ ]?key)\b/i.test(text) &&
    !/\brequests\b/i.test(text);
  if (isPage || isOfQuestion) {
    throw new PullError(`the endpoint of ${feed} has no requests there: status 404; check its address`);
  }
  return { requests: [], isFound: false };
}

/**
 * How long Retry-After asks to wait, ms: seconds, or a date by the server's own clock. Null when it says nothing that can
 * be kept to.
 * @throws PullError for a longer time than a pull waits
 */
function readRetryAfter(headers: Headers, feed: string): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (text === "") return null;
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : (Date.parse(text) - Date.parse(headers.get("date") ?? "")) / 1000;
  if (Number.isNaN(seconds)) return null;
  if (seconds > MAX_RETRY_AFTER_S) {
    throw new PullError(
      `the endpoint of ${feed} asks to wait ${Math.round(seconds)} s: pull again after that`,
    );
  }
  return Math.max(0, seconds) * 1000;
}

/** The text of a body in the encoding that its type or its XML declaration names; UTF-8 where neither does. */
function decodeBody(bytes: ArrayBuffer, contentType: string): string {
  const begin = Buffer.from(bytes.slice(0, 200)).toString("latin1");
  const named = /charset="?([\w-]+)/i.exec(contentType) ?? /^<\?xml[^>]*encoding=["']([\w-]+)/.exec(begin);
  try {
    return new TextDecoder(named?.[1] ?? "utf-8").decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}
