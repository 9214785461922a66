import type { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { LiveQuerySchema } from "@toancanh/contracts";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /live: server-sent events. Fails as problem details before the first byte or not at all. */
export function liveRoutes({ hub }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/live",
      {
        // A HEAD would open a stream for nobody.
        exposeHeadRoute: false,
        schema: {
          tags: ["live"],
          summary: "Server-sent events: snapshot, then deltas and heartbeats",
          description:
            "`snapshot` (LiveSnapshot) first, then `delta` (LiveDelta, at most one per 100 ms) and every 15 s " +
            "`heartbeat` (LiveHeartbeat). A reconnecting client that sends the last id it saw gets what it missed; " +
            "when that is no longer known, a fresh snapshot. After very many changes at once a snapshot takes the place of deltas. " +
            "Every message names the kinds of `alarms` that stand: figures may be incomplete while there are any.",
          querystring: LiveQuerySchema,
          response: {
            200: {
              description: "Stream of server-sent events",
              content: { "text/event-stream": { schema: Type.Unsafe<Readable>({ type: "string" }) } },
            },
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request, reply) => {
        const header = request.headers["last-event-id"];
        const lastEventId = typeof header === "string" ? header : request.query.last_event_id;
        const stream = await hub.connect(lastEventId);
        return reply
          .headers({
            "cache-control": "no-store",
            // The socket ends with the stream, so that stopping waits for nobody.
            connection: "close",
            "x-accel-buffering": "no",
          })
          .type("text/event-stream; charset=utf-8")
          .send(stream);
      },
    );
  };
}
