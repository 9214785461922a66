import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { DeadLettersQuerySchema, DeadLettersSchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

const DEFAULT_LIMIT = 50;

/** GET /dead-letters: what could not be taken and why, never the bytes themselves. */
export function deadLettersRoutes({ store }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/dead-letters",
      {
        schema: {
          tags: ["ingest"],
          summary: "Events that could not be taken, newest first",
          querystring: DeadLettersQuerySchema,
          response: { 200: DeadLettersSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const { limit = DEFAULT_LIMIT, offset = 0 } = request.query;
        const [rows, [feed]] = await Promise.all([
          store.query("dead_letters_list", { limit, offset }),
          store.query("feed_status", {}),
        ]);
        reply.header("cache-control", "no-store");
        return {
          total: feed?.dead_letters ?? 0,
          rows: rows.map((row) => ({ ...row, recorded_at: toInstant(row.recorded_at) })),
        };
      },
    );
  };
}
