import type { EventsAccepted } from "@toancanh/contracts";
import type { IngesterPort, ReadEventsBody, TakeEvents } from "../ports.ts";
import { ApiProblem } from "../problems/api-problem.ts";

/** Binds an ingester and its reader of bodies into what POST /events does; their refusals become problems. */
export function createTakeEvents<Item>(
  ingester: Pick<IngesterPort<Item>, "accept">,
  readEventsBody: ReadEventsBody<Item>,
): TakeEvents {
  return async (body, contentType, requestId) => {
    const read = readEventsBody(body, contentType);
    if (!read.ok) {
      const { status, code, detail } = read.problem;
      throw new ApiProblem({
        status,
        code: code.replaceAll("_", "-"),
        title: "Events not taken",
        detail: `${detail} Nothing was stored.`,
      });
    }
    const result = await ingester
      .accept(read.items, { source: "http", positionOf: (index) => `${requestId}/${index}` })
      .catch((error: unknown) => {
        throw toRefusal(error);
      });
    if (result.dead_letters < read.items.length) return result;
    throw allRejected(result);
  };
}

/** Not one event could be taken: sending the same again would do the same, so it is the client's to mend. */
function allRejected({ errors }: EventsAccepted): ApiProblem {
  const first = errors[0];
  const where = first === undefined || first.pointer === "" ? "" : ` (at ${first.pointer})`;
  const others = errors.length > 1 ? ` and ${errors.length - 1} more, see errors` : "";
  return new ApiProblem({
    status: 422,
    code: "events-rejected",
    title: "No event could be taken",
    detail:
      `${first?.message ?? "Every event was rejected."}${where}${others}. ` +
      "Each is kept as a dead letter and in no figure; mend it and send it again.",
    errors,
  });
}

function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  if (error.code === "back_pressure") {
    const seconds = "retryAfterSeconds" in error ? Math.ceil(Number(error.retryAfterSeconds)) : 1;
    return new ApiProblem({
      status: 503,
      code: "back-pressure",
      title: "Too many events at once",
      detail: `More events are waiting than can be stored; nothing of this request was taken. Send it again in ${seconds} s.`,
      headers: { "retry-after": String(seconds) },
      cause: error,
    });
  }
  if (error.code === "ingest_stopped") {
    return new ApiProblem({
      status: 503,
      code: "server-stopping",
      title: "Server is stopping",
      detail:
        "The server is stopping before the events were durable. Send the same request again in a few seconds.",
      headers: { "retry-after": "5" },
      cause: error,
    });
  }
  return error;
}
