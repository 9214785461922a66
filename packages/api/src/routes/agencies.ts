import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { AgenciesSchema, FigureQuerySchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /agencies. */
export function agenciesRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/agencies",
      {
        schema: {
          tags: ["figures"],
          summary: "Late handling by agency and block, worst first",
          description:
            "Counts assignments: did this agency keep its deadline? Late rate with its 90 % interval, the period before and the last 7 days.",
          querystring: FigureQuerySchema,
          response: { 200: AgenciesSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.agencies(request.query);
      },
    );
  };
}
