import { BackPressureError, IngestStoppedError, WithdrawnError } from "../../ingest-error.ts";
import type { AcceptResult } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import type { HttpHeaders } from "./binary-headers.ts";
import { type BodyProblem, readEventsBody } from "./http-source.ts";
import { refuseSender, type Sender, type SenderRefusal } from "./sender.ts";

/** The body of one request with what its answer and its dead letters need. */
export interface EventsRequest {
  body: Uint8Array;
  /** Value of the header, parameters included. */
  contentType: string | undefined;
  /** All headers: those of an event in binary mode are its attributes. */
  headers?: HttpHeaders;
  /** Names the request in its dead letters. */
  requestId: string;
  /** The sender is answered within so many ms, whatever the database does. */
  limitMs: number;
  /** Left out: a caller that may send under any source, as fast as it likes. */
  sender?: Sender;
}

/**
 * What became of a request's events.
 *
 * - `taken`: at least one event is durable, or was before; the others are dead letters, named in `result.errors`
 * - `all_rejected`: every event became a dead letter
 * - `unreadable`: the body as a whole is no list of events; nothing was stored
 * - `foreign_source`, `too_fast`: not what its sender may send; nothing was stored
 * - `back_pressure`: too many events wait; nothing was stored
 * - `not_in_time`: the database did not take them within the limit; some may be durable later, sending them again is safe
 * - `stopping`: the process ends before the events were durable; sending them again is safe
 */
export type EventsTaken =
  | { kind: "taken"; result: AcceptResult }
  | { kind: "all_rejected"; result: AcceptResult }
  | ({ kind: "unreadable" } & BodyProblem)
  | SenderRefusal
  | { kind: "back_pressure"; retryAfterSeconds: number }
  | { kind: "not_in_time"; retryAfterSeconds: number }
  | { kind: "stopping" };

/**
 * Takes the events of one HTTP request; resolves when all are durable, as events or as dead letters: a client may forget
 * what was answered (docs/reliability.md, "How a robust ingester behaves").
 */
export async function takeEvents(
  ingester: Pick<Ingester, "accept">,
  { body, contentType, headers, requestId, limitMs, sender }: EventsRequest,
): Promise<EventsTaken> {
  const read = readEventsBody(body, contentType, headers);
  if (!read.ok) return { kind: "unreadable", ...read.problem };
  const refusal = sender === undefined ? null : refuseSender(read.items, sender);
  if (refusal !== null) return refusal;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  try {
    const originOf = (index: number): Origin => ({ kind: "http", request: requestId, index });
    const accepting = ingester.accept(read.items, { originOf, signal: limit.signal });
    // Of a batch that has begun the end is not waited for: its sender may come again meanwhile.
    accepting.catch(() => undefined);
    const result = await Promise.race([accepting, rejectOnAbort(limit.signal)]);
    return { kind: result.dead_letters < read.items.length ? "taken" : "all_rejected", result };
  } catch (error) {
    if (error instanceof BackPressureError) {
      return { kind: "back_pressure", retryAfterSeconds: error.retryAfterSeconds };
    }
    if (error instanceof WithdrawnError) {
      return { kind: "not_in_time", retryAfterSeconds: Math.ceil(limitMs / 1000) };
    }
    if (error instanceof IngestStoppedError) return { kind: "stopping" };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new WithdrawnError()), { once: true });
  });
}
