import type { ApiContext } from "../context.ts";
import { type Handlers, MediaReply } from "../handler.ts";

/** Server-sent events. Fails as problem details before the first byte or not at all. */
export function liveHandlers({ hub }: ApiContext): Pick<Handlers, "live"> {
  return {
    async live({ headers, query }) {
      const header = headers["last-event-id"];
      const stream = await hub.connect(typeof header === "string" ? header : query.last_event_id);
      // The socket ends with the stream, so that stopping waits for no client.
      return new MediaReply(stream, { connection: "close", "x-accel-buffering": "no" });
    },
  };
}
