import type { IncomingMessage } from "node:http";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { EventEnvelopeSchema, EventsAcceptedSchema } from "@toancanh/contracts";
import { takeEvents } from "@toancanh/ingest";
import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { MAX_BODY_BYTES } from "../http/create-server.ts";
import { readBody } from "../http/read-body.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";
import { answerEvents } from "./take-events.ts";

const OneEvent = { schema: EventEnvelopeSchema };
const ManyEvents = { schema: Type.Array(EventEnvelopeSchema) };
const OneOrMany = { schema: Type.Union([EventEnvelopeSchema, Type.Array(EventEnvelopeSchema)]) };

/**
 * POST /events: CloudEvents in. The body stays bytes until the ingester has each event's own, so that
 * what is rejected can be kept as it came; the body's schema is documentation, each event is checked there.
 */
export function eventsRoutes({ ingester }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    // Every media type arrives here as bytes; which ones hold events is for the ingester to say.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", async (_request: FastifyRequest, payload: IncomingMessage) =>
      readBody(payload, MAX_BODY_BYTES),
    );

    app.post(
      "/events",
      {
        validatorCompiler: () => (value) => ({ value }),
        schema: {
          tags: ["ingest"],
          summary: "Takes one CloudEvent or an array of them; answers when all is durable",
          description:
            `At most ${MAX_BODY_BYTES} bytes as application/cloudevents+json, application/cloudevents-batch+json or application/json. ` +
            "202: at least one event was taken (or was there already); those that could not be are in `errors`, each with its dead letter. " +
            "422: not one could be taken; `errors` names each and its dead letter. 400, 413, 415: the body as a whole cannot be read, nothing was stored. " +
            "503 with Retry-After: too many events wait, nothing was taken, send the same again. " +
            "Sending an event again, after whatever answer or none, changes nothing.",
          body: {
            content: {
              "application/cloudevents+json": OneEvent,
              "application/cloudevents-batch+json": ManyEvents,
              "application/json": OneOrMany,
            },
          },
          response: { 202: EventsAcceptedSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        if (ingester === null) {
          throw new ApiProblem({
            status: 503,
            code: "no-ingester",
            title: "No events taken here",
            detail: "This server only answers questions. Send events to the server that runs the ingester.",
          });
        }
        const { "content-type": contentType, "content-encoding": encoding = "identity" } = request.headers;
        if (encoding !== "identity") {
          throw new ApiProblem({
            status: 415,
            code: "unsupported-content-encoding",
            title: "Compressed body",
            detail: `A body with Content-Encoding ${encoding} is not taken. Send it uncompressed.`,
          });
        }
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        reply.code(202).header("cache-control", "no-store");
        return answerEvents(await takeEvents(ingester, { body, contentType, requestId: request.id }));
      },
    );
  };
}
