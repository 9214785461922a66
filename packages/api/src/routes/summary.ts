import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FigureQuerySchema, SummarySchema } from "@toancanh/contracts";
import type { ApiContext } from "../context.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/** GET /summary. */
export function summaryRoutes({ figures }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      "/summary",
      {
        schema: {
          tags: ["figures"],
          summary: "A period's outcomes against the target, beside the period before",
          description:
            "Without parameters: the city's default period that contains now. Counts reports: was the citizen served in time?",
          querystring: FigureQuerySchema,
          response: { 200: SummarySchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        reply.header("cache-control", "no-store");
        return figures.summary(request.query);
      },
    );
  };
}
