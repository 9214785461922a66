import type { HandlerContext } from "../context.ts";
import { type Handlers, MediaReply } from "../handler.ts";

/** Server-sent events. Fails as problem details before the first byte or not at all. */
export function liveHandlers({ hubs }: HandlerContext): Pick<Handlers, "live"> {
  return {
    async live({ caller, own, headers, query }) {
      const header = headers["last-event-id"];
      const lastEventId = typeof header === "string" ? header : query.last_event_id;
      const stream = await hubs.connect({ ...caller, own }, lastEventId);
      // The socket ends with the stream, so that stopping waits for no client.
      return new MediaReply(stream, { connection: "close", "x-accel-buffering": "no" });
    },
  };
}
