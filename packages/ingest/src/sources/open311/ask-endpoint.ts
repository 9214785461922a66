import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../ports.ts";
import { readRequestsText } from "./read-requests.ts";

const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** A server that asks for more patience than this is asked again at the next pull. */
const MAX_RETRY_AFTER_S = 120;

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

/**
 * The service requests of one answer, asked for until answered: after 429 and 5xx with growing pauses, or as long as
 * Retry-After says. 404 means that there are none.
 * @throws PullError for whatever more asking cannot mend
 */
export async function askEndpoint(
  address: URL,
  feed: string,
  log: Log,
  tuning: AskTuning,
): Promise<unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    let reason: string;
    let pauseMs = tuning.retryMs * 2 ** (attempt - 1);
    try {
      const response = await fetch(address, {
        signal: AbortSignal.timeout(tuning.timeoutMs),
        headers: { accept: "application/json, text/xml;q=0.9" },
      });
      if (response.ok) return readAnswer(await response.text(), feed);
      if (response.status === 404) return readNotFound(await response.text(), feed);
      reason = `status ${response.status}`;
      const mayPass = response.status === 429 || response.status >= 500;
      if (!mayPass) throw new PullError(`the endpoint of ${feed} refused: ${reason}`);
      pauseMs = retryAfterMs(response.headers.get("retry-after")) ?? pauseMs;
    } catch (error) {
      if (error instanceof PullError) throw error;
      reason = error instanceof Error ? error.name : "unknown";
    }
    if (attempt >= tuning.tries) {
      throw new PullError(`the endpoint of ${feed} did not answer (${reason}, ${attempt} tries)`);
    }
    log.warn({ feed, attempt, reason, pause_ms: pauseMs }, "the endpoint did not answer, will ask again");
    await sleep(pauseMs);
  }
}

function readAnswer(text: string, feed: string): unknown[] {
  if (text.length > MAX_BODY_BYTES) throw new PullError("the endpoint's answer is larger than 64 MiB");
  const read = readRequestsText(text);
  if (read.ok) return read.requests;
  throw new PullError(`the endpoint of ${feed} answered ${read.problem}`);
}

/** Some servers answer 404 where a span has no requests; a page of a web server is no such answer. */
function readNotFound(text: string, feed: string): unknown[] {
  if (/<html/i.test(text)) throw new PullError(`the endpoint of ${feed} has no requests.json: status 404`);
  return [];
}

/** Seconds or a date; null when the server says nothing that can be kept to. */
function retryAfterMs(header: string | null): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds, MAX_RETRY_AFTER_S) * 1000;
  return null;
}
