import { BackPressureError, IngestStoppedError } from "../../ingest-error.ts";
import type { AcceptResult } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";
import type { Origin } from "../../origin.ts";
import { type BodyProblem, readEventsBody } from "./http-source.ts";

/** The body of one request with what its answer and its dead letters need. */
export interface EventsRequest {
  body: Uint8Array;
  /** Value of the header, parameters included. */
  contentType: string | undefined;
  /** Names the request in its dead letters. */
  requestId: string;
}

/**
 * What became of a request's events.
 *
 * - `taken`: at least one event is durable, or was before; the others are dead letters, named in `result.errors`
 * - `all_rejected`: every event became a dead letter
 * - `unreadable`: the body as a whole is no list of events; nothing was stored
 * - `back_pressure`: too many events wait; nothing was stored
 * - `stopping`: the process ends before the events were durable; sending them again is safe
 */
export type EventsTaken =
  | { kind: "taken"; result: AcceptResult }
  | { kind: "all_rejected"; result: AcceptResult }
  | ({ kind: "unreadable" } & BodyProblem)
  | { kind: "back_pressure"; retryAfterSeconds: number }
  | { kind: "stopping" };

/**
 * Takes the events of one HTTP request; resolves when all are durable, as events or as dead letters: a client may forget
 * what was answered (docs/reliability.md, "How a robust ingester behaves").
 */
export async function takeEvents(
  ingester: Pick<Ingester, "accept">,
  { body, contentType, requestId }: EventsRequest,
): Promise<EventsTaken> {
  const read = readEventsBody(body, contentType);
  if (!read.ok) return { kind: "unreadable", ...read.problem };
  try {
    const originOf = (index: number): Origin => ({ kind: "http", request: requestId, index });
    const result = await ingester.accept(read.items, { originOf });
    return { kind: result.dead_letters < read.items.length ? "taken" : "all_rejected", result };
  } catch (error) {
    if (error instanceof BackPressureError) {
      return { kind: "back_pressure", retryAfterSeconds: error.retryAfterSeconds };
    }
    if (error instanceof IngestStoppedError) return { kind: "stopping" };
    throw error;
  }
}
