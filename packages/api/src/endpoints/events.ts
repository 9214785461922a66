import { type Sender, takeEvents } from "@toancanh/ingest";
import type { HandlerContext } from "../context.ts";
import type { Handlers } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import type { Caller } from "../server/access/caller.ts";
import { answerEvents } from "./answer-events.ts";

/**
 * CloudEvents in. The body stays bytes until the ingester has each event's own, so that what is
 * rejected can be kept as it came.
 */
export function eventHandlers({ ingester, answerMs }: HandlerContext): Pick<Handlers, "events"> {
  return {
    async events({ caller, own, body, headers, id }) {
      if (ingester === null) {
        throw new ApiProblem({
          status: 503,
          code: "no-ingester",
          title: "No events taken here",
          detail: "This server only answers questions. Send events to the server that runs the ingester.",
        });
      }
      const { "content-type": contentType, "content-encoding": encoding = "identity" } = headers;
      if (encoding !== "identity") {
        throw new ApiProblem({
          status: 415,
          code: "unsupported-content-encoding",
          title: "Compressed body",
          detail: `A body with Content-Encoding ${encoding} is not taken. Send it uncompressed.`,
        });
      }
      return answerEvents(
        await takeEvents(ingester, {
          body,
          contentType,
          headers,
          requestId: id,
          limitMs: answerMs,
          ...senderOf(caller, own === null),
        }),
      );
    },
  };
}

/** A system is held to its sources and its rate; the person at this machine to nothing. */
function senderOf(caller: Caller, isAny: boolean): { sender?: Sender } {
  if (caller.role !== "source") return {};
  return { sender: { sources: isAny ? null : caller.sources, admit: caller.admit } };
}
