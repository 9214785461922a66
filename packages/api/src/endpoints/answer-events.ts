import type { EventsAccepted } from "@toancanh/contracts";
import type { EventsTaken } from "@toancanh/ingest";
import { ApiProblem } from "../problems/api-problem.ts";

/**
 * The answer to POST /events.
 * @throws ApiProblem when the ingester took none of the events
 */
export function answerEvents(taken: EventsTaken): EventsAccepted {
  switch (taken.kind) {
    case "taken":
      return { ...taken.result, errors: taken.result.errors.slice(0, MAX_DETAILS) };
    case "all_rejected":
      throw allRejected(taken.result);
    case "unreadable":
      throw new ApiProblem({
        status: taken.status,
        code: taken.code.replaceAll("_", "-"),
        title: "Events not taken",
        detail: `${taken.detail} Nothing was stored.`,
      });
    case "foreign_source":
      throw new ApiProblem({
        status: 403,
        code: "foreign-source",
        title: "Source not allowed",
        detail:
          `Event ${taken.index} of the request names a source that the sender's token is not bound to. Nothing was ` +
          "stored. Send only events of your own source, or have a token made for the other one.",
      });
    case "too_fast":
      throw new ApiProblem({
        status: 429,
        code: "rate-limit",
        title: "Too many events",
        detail: `The sender's token allows fewer events a minute. Nothing was stored; send the same again in ${taken.retryAfterSeconds} s.`,
        headers: { "retry-after": String(taken.retryAfterSeconds) },
      });
    case "back_pressure":
      throw backPressure(Math.ceil(taken.retryAfterSeconds));
    case "not_in_time":
      throw notInTime(taken.retryAfterSeconds);
    case "stopping":
      throw new ApiProblem({
        status: 503,
        code: "server-stopping",
        title: "Server is stopping",
        detail:
          "The server is stopping before the events were durable. Send the same request again in a few seconds.",
        headers: { "retry-after": "5" },
      });
  }
}

/** Events a refusal names one by one; how many there are says its count. */
const MAX_DETAILS = 100;

/** Sending the same events again would do the same: the client has to mend them. */
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
    errors: errors.slice(0, MAX_DETAILS),
    errorsTotal: errors.length,
  });
}

function notInTime(seconds: number): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: "not-stored-in-time",
    title: "Events not stored in time",
    detail:
      `The database did not take the events within ${seconds} s. Send the same request again in ${seconds} s: ` +
      "what was stored meanwhile counts once.",
    headers: { "retry-after": String(seconds) },
  });
}

function backPressure(seconds: number): ApiProblem {
  return new ApiProblem({
    status: 503,
    code: "back-pressure",
    title: "Too many events at once",
    detail: `More events are waiting than can be stored; nothing of this request was taken. Send it again in ${seconds} s.`,
    headers: { "retry-after": String(seconds) },
  });
}
